"""Open-source licenses, and those of the bases and derivatives of Llama models."""

from llamacards._records import License, Publication, Source, Term

APACHE_2_0 = Source(
    title="Apache License, Version 2.0",
    publisher="The Apache Software Foundation",
    url="https://www.apache.org/licenses/LICENSE-2.0",
)
MIT = Source(
    title="The MIT License",
    publisher="Open Source Initiative",
    url="https://opensource.org/license/mit",
)
CC_BY_4_0 = Source(
    title="Creative Commons Attribution 4.0 International",
    publisher="Creative Commons",
    url="https://creativecommons.org/licenses/by/4.0/legalcode",
)
CC_BY_SA_4_0 = Source(
    title="Creative Commons Attribution-ShareAlike 4.0 International",
    publisher="Creative Commons",
    url="https://creativecommons.org/licenses/by-sa/4.0/legalcode",
)
CC_BY_NC_4_0 = Source(
    title="Creative Commons Attribution-NonCommercial 4.0 International",
    publisher="Creative Commons",
    url="https://creativecommons.org/licenses/by-nc/4.0/legalcode",
)
CC_BY_NC_SA_4_0 = Source(
    title="Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
    publisher="Creative Commons",
    url="https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode",
)
BIGSCIENCE_OPENRAIL_M = Source(
    title="BigScience Open RAIL-M License",
    publisher="BigScience",
)
CREATIVEML_OPENRAIL_M = Source(
    title="CreativeML Open RAIL-M",
    publisher="CompVis",
)
OPENRAIL_PLUS_PLUS = Source(
    title="CreativeML Open RAIL++-M License",
    publisher="Stability AI",
)
BIGCODE_OPENRAIL_M = Source(
    title="BigCode OpenRAIL-M License Agreement",
    publisher="BigCode",
)
GEMMA = Source(
    title="Gemma Terms of Use",
    publisher="Google",
    url="https://ai.google.dev/gemma/terms",
)
GEMMA_USE_POLICY = Source(
    title="Gemma Prohibited Use Policy",
    publisher="Google",
    url="https://ai.google.dev/gemma/prohibited_use_policy",
)

CREATIVE_COMMONS_TERMS = [
    Term(
        topic="license_copy",
        answer="required",
        clause="§3(a)(1)(C)",
        summary="Say that the material is under this license, and include its text or a link",
        key_words="include the text of, or the URI or",
        binds_derivatives=True,
    ),
    Term(
        topic="notice_file",
        answer="conditional",
        clause="§3(a)(1)(A)",
        summary="Keep what the licensor supplied: creators, copyright notice, notices of license "
        "and disclaimer, and the link. No file name is given",
        key_words="retain the following if it is supplied by",
        binds_derivatives=True,
    ),
    Term(
        topic="state_changes",
        answer="required",
        clause="§3(a)(1)(B)",
        summary="Say whether you changed the material, and keep earlier notes of changes",
        key_words="indicate if You modified the Licensed Material and",
        binds_derivatives=True,
    ),
    Term(
        topic="display_text",
        answer="required",
        clause="§3(a)(1), §3(a)(2)",
        summary="Credit the creators and name the license. No wording is given; any reasonable "
        "manner will do",
        key_words="indicate the Licensed Material is licensed under this",
        binds_derivatives=True,
    ),
    Term(
        topic="trademark",
        answer="not allowed",
        clause="§2(b)(2)",
        summary="Neither trademark nor patent rights are licensed, and no endorsement may be "
        "implied",
        key_words="Patent and trademark rights are not licensed under",
        binds_derivatives=True,
    ),
    Term(
        topic="termination",
        answer="stated",
        value="on failure to comply; back if cured within 30 days",
        clause="§6(a), §6(b)(1)",
        summary="Rights end automatically when you fail to comply. They return if you fix it "
        "within 30 days of discovery",
        key_words="rights under this Public License terminate automatically.",
        binds_derivatives=True,
    ),
    Term(
        topic="warranty",
        answer="stated",
        value="as is",
        clause="§5(a)",
        summary="The material comes as it is and as available, without warranties",
        key_words="offers the Licensed Material as-is and as-available, and",
    ),
    Term(
        topic="liability",
        answer="stated",
        value="damages excluded",
        clause="§5(b)",
        summary="As far as possible, the licensor is not liable for any losses or damages",
        key_words="in no event will the Licensor be liable",
    ),
]
"""What the four Creative Commons licenses say in the same words."""

CREATIVEML_TERMS = [
    Term(
        topic="commercial_use",
        answer="conditional",
        clause='§1 "You", §3, §5',
        summary="Use is open to any purpose and field, within the use restrictions",
        key_words="for whichever purpose and in any field of",
        binds_derivatives=True,
    ),
    Term(
        topic="fine_tuning",
        answer="allowed",
        clause="§5",
        summary="Fine-tuning is named as a use. The restrictions of Attachment A go with the "
        "result",
        key_words="with, finetuning, updating, running, training, evaluating and/or",
        binds_derivatives=True,
    ),
    Term(
        topic="redistribute",
        answer="conditional",
        clause="§4",
        summary="You may host and distribute the model and its derivatives if the conditions of "
        "§4 are met",
        key_words="provided that You meet the following conditions:",
        binds_derivatives=True,
    ),
    Term(
        topic="resale",
        answer="allowed",
        clause="§2, §3",
        summary="You may sublicense and distribute; the patent grant includes selling. Use "
        "restrictions must be passed on",
        key_words="sublicense, and distribute the Complementary Material, the Model,",
        binds_derivatives=True,
    ),
    Term(
        topic="train_other_models",
        answer="conditional",
        clause='§1 "Derivatives of the Model", §5',
        summary="Training is named as a use. A model made to perform similarly is a "
        "derivative and stays under the use restrictions",
        key_words="methods based on the generation of synthetic data",
        binds_derivatives=True,
    ),
    Term(
        topic="output_for_training",
        answer="conditional",
        clause='§1 "Derivatives of the Model", §6',
        summary="A model trained on output to perform similarly is a derivative and stays under "
        "the use restrictions. No rights in output are claimed",
        key_words="generation of synthetic data by the Model for",
        binds_derivatives=True,
    ),
    Term(
        topic="license_copy",
        answer="required",
        clause="§4 (b, by position)",
        summary="Give every recipient of the model or a derivative a copy of the license",
        key_words="must give any Third Party recipients of the",
        binds_derivatives=True,
    ),
    Term(
        topic="notice_file",
        answer="required",
        clause="§4 (d, by position)",
        summary="Keep all notices that concern the model. No file name is given",
        key_words="must retain all copyright, patent, trademark, and attribution",
        binds_derivatives=True,
    ),
    Term(
        topic="state_changes",
        answer="required",
        clause="§4 (c, by position)",
        summary="Changed files must say prominently that you changed them",
        key_words="must cause any modified files to carry prominent",
        binds_derivatives=True,
    ),
    Term(
        topic="derivative_terms",
        answer="required",
        value="the use restrictions of Attachment A",
        clause="§4 (a, by position)",
        summary="Any license of the model or a derivative must contain the use restrictions. "
        "Other terms may be added",
        key_words="MUST be included as an enforceable provision by",
        binds_derivatives=True,
    ),
    Term(
        topic="acceptable_use_policy",
        answer="required",
        value="Attachment A",
        clause="§5",
        summary="The use restrictions of Attachment A apply, and your users must be bound by them",
        key_words="cannot use the Model and the Derivatives of",
        binds_derivatives=True,
    ),
    Term(
        topic="law_compliance",
        answer="required",
        clause="§5; Attachment A, first point",
        summary="Only lawful use is granted. Use that breaks any applicable law is forbidden",
        key_words="violates any applicable national, federal, state, local or",
        binds_derivatives=True,
    ),
    Term(
        topic="trademark",
        answer="not allowed",
        clause="§8",
        summary="No trademark rights, and no endorsement may be suggested",
        key_words="Nothing in this License permits You to make",
        binds_derivatives=True,
    ),
    Term(
        topic="litigation",
        answer="stated",
        value="patent licenses end",
        clause="§3",
        summary="Your patent licenses end when you sue anyone over patents in the model. The "
        "copyright license stays",
        key_words="then any patent licenses granted to You under",
        binds_derivatives=True,
    ),
    Term(
        topic="termination",
        answer="stated",
        value="perpetual, irrevocable",
        clause="§2",
        summary="The copyright grant is perpetual and irrevocable; no clause ends it. Patent "
        "licenses end only through patent litigation (§3)",
        key_words="a perpetual, worldwide, non-exclusive, no-charge, royalty-free, irrevocable",
    ),
    Term(
        topic="warranty",
        answer="stated",
        value="as is",
        clause="§9",
        summary="The model comes as it is, without warranties or conditions of any kind",
        key_words='on an "AS IS" BASIS, WITHOUT WARRANTIES OR',
    ),
    Term(
        topic="liability",
        answer="stated",
        value="damages excluded",
        clause="§10",
        summary="No contributor is liable for damages, unless law requires it or it was agreed in "
        "writing",
        key_words="In no event and under no legal theory,",
    ),
]
"""What the CreativeML licenses say in the same words."""

PUBLICATION = Publication(
    source="Licenses of other models",
    licenses=[
        License(
            name="Apache License 2.0",
            hf_id="apache-2.0",
            spdx_id="Apache-2.0",
            source=APACHE_2_0,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="allowed",
                    clause="§3",
                    summary="The grants have no purpose limit, and the patent grant includes "
                    "selling",
                    key_words="offer to sell, sell, import, and otherwise transfer",
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§2",
                    summary="You may make derivative works",
                    key_words="prepare Derivative Works of, publicly display, publicly perform,",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§4",
                    summary="You may distribute the work and derivative works if the four "
                    "conditions of §4 are met",
                    key_words="provided that You meet the following conditions:",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="allowed",
                    clause="§2, §3",
                    summary="You may sublicense and distribute; the patent grant includes selling",
                    key_words="sublicense, and distribute the Work and such Derivative",
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§4(a)",
                    summary="Give every recipient a copy of the license",
                    key_words="give any other recipients of the Work or",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="conditional",
                    clause="§4(d)",
                    summary="Derivative works carry the notices of a NOTICE file, if there is one. "
                    "Copyright, patent, trademark and attribution notices in source form "
                    "stay",
                    key_words='includes a "NOTICE" text file as part of',
                    binds_derivatives=True,
                ),
                Term(
                    topic="state_changes",
                    answer="required",
                    clause="§4(b)",
                    summary="Changed files must say prominently that you changed them",
                    key_words="must cause any modified files to carry prominent",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="allowed",
                    clause="§4, last paragraph",
                    summary="Derivative works may carry other terms, if use of the work itself "
                    "still complies with this license",
                    key_words="may provide additional or different license terms and",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§6",
                    summary="No trademark rights, except reasonable and customary use to name the "
                    "origin and to reproduce the NOTICE file",
                    key_words="does not grant permission to use the trade",
                    binds_derivatives=True,
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    value="patent licenses end",
                    clause="§3",
                    summary="Your patent licenses for the work end when you sue anyone over "
                    "patents in it. The copyright license stays",
                    key_words="then any patent licenses granted to You under",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    value="perpetual, irrevocable",
                    clause="§2",
                    summary="The copyright grant is perpetual and irrevocable; no clause ends it. "
                    "Patent licenses end only through patent litigation (§3)",
                    key_words="a perpetual, worldwide, non-exclusive, no-charge, royalty-free, "
                    "irrevocable",
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    value="as is",
                    clause="§7",
                    summary="The work comes as it is, without warranties or conditions of any kind",
                    key_words='on an "AS IS" BASIS, WITHOUT WARRANTIES OR',
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    value="damages excluded",
                    clause="§8",
                    summary="No contributor is liable for damages, unless law requires it or it "
                    "was agreed in writing",
                    key_words="In no event and under no legal theory,",
                ),
            ],
        ),
        License(
            name="MIT License",
            hf_id="mit",
            spdx_id="MIT",
            source=MIT,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="allowed",
                    clause="first paragraph",
                    summary="No restriction on purpose; selling copies is named",
                    key_words="to deal in the Software without restriction, including",
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="first paragraph",
                    summary="You may modify the work",
                    key_words="use, copy, modify, merge, publish, distribute, sublicense,",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="first and second paragraph",
                    summary="You may distribute it if the notices stay with it",
                    key_words="subject to the following conditions:",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="allowed",
                    clause="first paragraph",
                    summary="You may sublicense and sell copies",
                    key_words="publish, distribute, sublicense, and/or sell copies of",
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="second paragraph",
                    summary="The copyright notice and the text of the license go into all copies "
                    "or substantial portions",
                    key_words="copyright notice and this permission notice shall be",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    clause="second paragraph",
                    summary="The copyright notice stays with every copy. No file name is given",
                    key_words="The above copyright notice and this permission notice",
                    binds_derivatives=True,
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    value="as is",
                    clause="last paragraph",
                    summary="The work comes as it is, without any warranty",
                    key_words='PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND,',
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    value="no liability",
                    clause="last paragraph",
                    summary="Authors and copyright holders are not liable for any claim or damages",
                    key_words="LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY,",
                ),
            ],
        ),
        License(
            name="Creative Commons Attribution 4.0 International",
            hf_id="cc-by-4.0",
            spdx_id="CC-BY-4.0",
            source=CC_BY_4_0,
            complete=True,
            terms=[
                *CREATIVE_COMMONS_TERMS,
                Term(
                    topic="commercial_use",
                    answer="allowed",
                    clause="§2(a)(1)",
                    summary="The rights are granted without a limit of purpose",
                    key_words="exercise the Licensed Rights in the Licensed Material",
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§2(a)(1)(B)",
                    summary="You may adapt the material and share the result",
                    key_words="produce, reproduce, and Share Adapted Material.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§2(a)(1)(A), §3",
                    summary="You may share the material if the conditions of §3 (attribution) are "
                    "met",
                    key_words="reproduce and Share the Licensed Material, in whole",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="not allowed",
                    value="non-sublicensable",
                    clause="§2(a)(1)",
                    summary="You cannot sublicense: each recipient gets the license from the "
                    "licensor. Selling is not mentioned",
                    key_words="worldwide, royalty-free, non-sublicensable, non-exclusive, "
                    "irrevocable license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="conditional",
                    clause="§3(a)(4)",
                    summary="Adaptations may carry another license, if it does not keep "
                    "recipients from complying with this one",
                    key_words="must not prevent recipients of the Adapted Material",
                    binds_derivatives=True,
                ),
            ],
        ),
        License(
            name="Creative Commons Attribution-ShareAlike 4.0 International",
            hf_id="cc-by-sa-4.0",
            spdx_id="CC-BY-SA-4.0",
            source=CC_BY_SA_4_0,
            complete=True,
            terms=[
                *CREATIVE_COMMONS_TERMS,
                Term(
                    topic="commercial_use",
                    answer="allowed",
                    clause="§2(a)(1)",
                    summary="The rights are granted without a limit of purpose",
                    key_words="exercise the Licensed Rights in the Licensed Material",
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§2(a)(1)(B)",
                    summary="You may adapt the material and share the result",
                    key_words="produce, reproduce, and Share Adapted Material.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§2(a)(1)(A), §3",
                    summary="You may share the material if the conditions of §3 (attribution) are "
                    "met",
                    key_words="reproduce and Share the Licensed Material, in whole",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="not allowed",
                    value="non-sublicensable",
                    clause="§2(a)(1)",
                    summary="You cannot sublicense: each recipient gets the license from the "
                    "licensor. Selling is not mentioned",
                    key_words="worldwide, royalty-free, non-sublicensable, non-exclusive, "
                    "irrevocable license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="required",
                    value="CC-BY-SA-4.0, a later version with the same elements, or a BY-SA "
                    "Compatible License",
                    clause="§3(b)(1)",
                    summary="Shared adaptations must carry this license, a later version with the "
                    "same elements, or a license that Creative Commons lists as compatible",
                    key_words="must be a Creative Commons license with the",
                    binds_derivatives=True,
                ),
            ],
        ),
        License(
            name="Creative Commons Attribution-NonCommercial 4.0 International",
            hf_id="cc-by-nc-4.0",
            spdx_id="CC-BY-NC-4.0",
            source=CC_BY_NC_4_0,
            complete=True,
            terms=[
                *CREATIVE_COMMONS_TERMS,
                Term(
                    topic="commercial_use",
                    answer="not allowed",
                    clause='§2(a)(1), §1 "NonCommercial"',
                    summary="Only uses not primarily intended for commercial advantage or "
                    "monetary compensation are granted",
                    key_words="for NonCommercial purposes only",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="conditional",
                    clause="§2(a)(1)(B)",
                    summary="You may adapt the material and share the result for noncommercial "
                    "purposes only",
                    key_words="Share Adapted Material for NonCommercial purposes only.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§2(a)(1)(A), §3",
                    summary="You may share it for noncommercial purposes only, with attribution",
                    key_words="in part, for NonCommercial purposes only;",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="not allowed",
                    value="non-sublicensable",
                    clause="§2(a)(1)",
                    summary="You cannot sublicense: each recipient gets the license from the "
                    "licensor. Selling falls under the noncommercial limit",
                    key_words="worldwide, royalty-free, non-sublicensable, non-exclusive, "
                    "irrevocable license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="conditional",
                    clause="§3(a)(4)",
                    summary="Adaptations may carry another license, if it does not keep "
                    "recipients from complying with this one",
                    key_words="must not prevent recipients of the Adapted Material",
                    binds_derivatives=True,
                ),
            ],
        ),
        License(
            name="Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International",
            hf_id="cc-by-nc-sa-4.0",
            spdx_id="CC-BY-NC-SA-4.0",
            source=CC_BY_NC_SA_4_0,
            complete=True,
            terms=[
                *CREATIVE_COMMONS_TERMS,
                Term(
                    topic="commercial_use",
                    answer="not allowed",
                    clause='§2(a)(1), §1 "NonCommercial"',
                    summary="Only uses not primarily intended for commercial advantage or "
                    "monetary compensation are granted",
                    key_words="for NonCommercial purposes only",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="conditional",
                    clause="§2(a)(1)(B)",
                    summary="You may adapt the material and share the result for noncommercial "
                    "purposes only",
                    key_words="Share Adapted Material for NonCommercial purposes only.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§2(a)(1)(A), §3",
                    summary="You may share it for noncommercial purposes only, with attribution",
                    key_words="in part, for NonCommercial purposes only;",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="not allowed",
                    value="non-sublicensable",
                    clause="§2(a)(1)",
                    summary="You cannot sublicense: each recipient gets the license from the "
                    "licensor. Selling falls under the noncommercial limit",
                    key_words="worldwide, royalty-free, non-sublicensable, non-exclusive, "
                    "irrevocable license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="required",
                    value="CC-BY-NC-SA-4.0, a later version with the same elements, or a BY-NC-SA "
                    "Compatible License",
                    clause="§3(b)(1)",
                    summary="Shared adaptations must carry this license, a later version with the "
                    "same elements, or a license that Creative Commons lists as compatible",
                    key_words="must be a Creative Commons license with the",
                    binds_derivatives=True,
                ),
            ],
        ),
        License(
            name="BigScience Open RAIL-M License",
            hf_id="bigscience-openrail-m",
            source=BIGSCIENCE_OPENRAIL_M,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="conditional",
                    clause='§1 "You", §3, §5',
                    summary="Use is open to any purpose and field, within the use restrictions",
                    key_words="for whichever purpose and in any field of",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§5",
                    summary="Fine-tuning is named as a use. The restrictions of Attachment A "
                    "go with the result",
                    key_words="with, finetuning, updating, running, training, evaluating and/or",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§4",
                    summary="You may host and distribute the model and its derivatives if the "
                    "conditions of §4 are met",
                    key_words="provided that You meet the following conditions:",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="allowed",
                    clause="§2, §3",
                    summary="You may sublicense and distribute; the patent grant includes "
                    "selling. Use restrictions must be passed on",
                    key_words="sublicense, and distribute the Complementary Material, the Model,",
                    binds_derivatives=True,
                ),
                Term(
                    topic="train_other_models",
                    answer="conditional",
                    clause="§1(e), §5",
                    summary="Training is named as a use. A model made to perform similarly "
                    "is a derivative and stays under the use restrictions",
                    key_words="methods based on the generation of synthetic data",
                    binds_derivatives=True,
                ),
                Term(
                    topic="output_for_training",
                    answer="conditional",
                    clause="§1(e), §6",
                    summary="A model trained on output to perform similarly is a derivative and "
                    "stays under the use restrictions. No rights in output are claimed",
                    key_words="generation of synthetic data by the Model for",
                    binds_derivatives=True,
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§4(b)",
                    summary="Give every recipient of the model or a derivative a copy of the "
                    "license",
                    key_words="must give any Third Party recipients of the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    clause="§4(d)",
                    summary="Keep all notices that concern the model. No file name is given",
                    key_words="must retain all copyright, patent, trademark, and attribution",
                    binds_derivatives=True,
                ),
                Term(
                    topic="state_changes",
                    answer="required",
                    clause="§4(c)",
                    summary="Changed files must say prominently that you changed them",
                    key_words="must cause any modified files to carry prominent",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="required",
                    value="the use restrictions of Attachment A",
                    clause="§4(a)",
                    summary="Any license of the model or a derivative must contain the use "
                    "restrictions. Other terms may be added",
                    key_words="MUST be included as an enforceable provision by",
                    binds_derivatives=True,
                ),
                Term(
                    topic="display_text",
                    answer="conditional",
                    clause="Attachment A, (e)",
                    summary="Generated content must not be spread without a clear statement that "
                    "a machine made it. No wording is given",
                    key_words="without expressly and intelligibly disclaiming that the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="Attachment A",
                    clause="§5",
                    summary="The use restrictions of Attachment A apply, and your users must be "
                    "bound by them",
                    key_words="cannot use the Model and the Derivatives of",
                    binds_derivatives=True,
                ),
                Term(
                    topic="law_compliance",
                    answer="required",
                    clause="§5; Attachment A, first point",
                    summary="Only lawful use is granted. Use that breaks any applicable law is "
                    "forbidden",
                    key_words="violates any applicable national, federal, state, local or",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§8",
                    summary="No trademark rights, and no endorsement may be suggested",
                    key_words="Nothing in this License permits You to make",
                    binds_derivatives=True,
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    value="patent licenses end",
                    clause="§3",
                    summary="Your patent licenses end when you sue anyone over patents in the "
                    "model. The copyright license stays",
                    key_words="then any patent licenses granted to You under",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    value="perpetual, irrevocable",
                    clause="§2",
                    summary="The copyright grant is perpetual and irrevocable; no clause ends it. "
                    "Patent licenses end only through patent litigation (§3)",
                    key_words="a perpetual, worldwide, non-exclusive, no-charge, royalty-free, "
                    "irrevocable",
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    value="as is",
                    clause="§9",
                    summary="The model comes as it is, without warranties or conditions of any "
                    "kind",
                    key_words='on an "AS IS" BASIS, WITHOUT WARRANTIES OR',
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    value="damages excluded",
                    clause="§10",
                    summary="No contributor is liable for damages, unless law requires it or it "
                    "was agreed in writing",
                    key_words="In no event and under no legal theory,",
                ),
            ],
        ),
        License(
            name="CreativeML Open RAIL-M",
            hf_id="creativeml-openrail-m",
            source=CREATIVEML_OPENRAIL_M,
            complete=True,
            terms=[
                *CREATIVEML_TERMS,
            ],
        ),
        License(
            name="CreativeML Open RAIL++-M License",
            hf_id="openrail++",
            source=OPENRAIL_PLUS_PLUS,
            complete=True,
            terms=[
                *CREATIVEML_TERMS,
            ],
        ),
        License(
            name="BigCode OpenRAIL-M License Agreement",
            hf_id="bigcode-openrail-m",
            source=BIGCODE_OPENRAIL_M,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="conditional",
                    clause="Preamble; §1.n",
                    summary="The preamble names commercial versions. Use is open to any purpose, "
                    "within the use restrictions",
                    key_words="modify it, and even share commercial versions of",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§1.m",
                    summary="Fine-tuning is named as a use. The use restrictions go with the "
                    "result",
                    key_words="fine tuning, updating, running, training, evaluating and/or",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§5.1, §5.2",
                    summary="You may share the model and its modifications under the conditions "
                    "of §5",
                    key_words="may Share the Model or Modifications of the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="conditional",
                    clause="grant of copyright license",
                    summary="You may sublicense under the terms of this license",
                    key_words="sublicense under the terms herein, and distribute the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="train_other_models",
                    answer="conditional",
                    clause="§1.i, §1.m",
                    summary="Training is a use. Any model created from its weights or output is a "
                    "modification and stays under the use restrictions",
                    key_words="parameters, activations or Output of the Model.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="output_for_training",
                    answer="conditional",
                    clause="§1.i, §6",
                    summary="A model created from output is a modification and stays under the "
                    "use restrictions. No rights in output are claimed",
                    key_words="parameters, activations or Output of the Model.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§5.2.a",
                    summary="Give every recipient a copy of the license",
                    key_words="Give any recipients a copy of this License",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    clause="§5.2.b, §5.2.c",
                    summary="Keep all notices and all explanatory documentation, such as the "
                    "model card. No file name is given",
                    key_words="Retain all copyright, patent, trademark, and attribution notices.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="state_changes",
                    answer="required",
                    clause="§5.2.b",
                    summary="Modifications need documentation of the same or better quality "
                    "that describes the changes",
                    key_words="documenting the changes made to create the Modifications",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="required",
                    value="Paragraph 4 and Attachment A, or conditions with the same purpose",
                    clause="§5.1",
                    summary="Any license that includes the use restrictions, or similar ones "
                    "with the same purpose, will do",
                    key_words="under any license of your choice that does",
                    binds_derivatives=True,
                ),
                Term(
                    topic="display_text",
                    answer="conditional",
                    clause="Attachment A, (f)",
                    summary="Generated content must not be made public without a clear "
                    "statement that a machine made it. No wording is given",
                    key_words="without expressly and intelligibly disclaiming that the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="Attachment A",
                    clause="§4",
                    summary="The use restrictions of Attachment A are a condition of the grants",
                    key_words="agree not to Use it for the specified",
                    binds_derivatives=True,
                ),
                Term(
                    topic="law_compliance",
                    answer="required",
                    clause="Attachment A, (a)",
                    summary="Use that breaks any applicable law is forbidden",
                    key_words="violates any applicable national, federal, state, local or",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§9",
                    summary="No trademark rights, and no endorsement may be suggested",
                    key_words="Nothing in this License Agreement permits You to",
                    binds_derivatives=True,
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    value="all rights end",
                    clause="grant of patent license",
                    summary="All rights to the model end when you sue anyone over patents in it",
                    key_words="any rights granted to You under this License",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    value="perpetual",
                    clause="grant of copyright license",
                    summary="The grants are perpetual. Rights end through patent litigation; "
                    "keeping Attachment A is a condition of the grants (§4)",
                    key_words="a perpetual, worldwide, non-exclusive, no-charge, royalty-free, "
                    "copyright license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    value="as is",
                    clause="§10",
                    summary="The model comes as it is, without warranties or conditions of any "
                    "kind",
                    key_words="on an “AS IS” BASIS, WITHOUT WARRANTIES OR",
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    value="damages excluded",
                    clause="§11",
                    summary="No contributor is liable for damages, unless law requires it or it "
                    "was agreed in writing",
                    key_words="In no event and under no legal theory,",
                ),
            ],
        ),
        License(
            name="Gemma Terms of Use",
            hf_id="gemma",
            source=GEMMA,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="conditional",
                    clause="§2.2",
                    summary="The grant names no purpose limit besides the use restrictions",
                    key_words="use, reproduce, modify, Distribute, perform or display any",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§2.2",
                    summary="You may modify the model, in accordance with these terms",
                    key_words="use, reproduce, modify, Distribute, perform or display any",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§3.1",
                    summary="You may distribute the model and its derivatives if four conditions "
                    "are met. Hosting counts as distribution",
                    key_words="if you meet all of the following conditions:",
                    binds_derivatives=True,
                ),
                Term(
                    topic="train_other_models",
                    answer="conditional",
                    clause="§1.1(e), §2.2",
                    summary="Not forbidden. A model made to perform similarly is a Model "
                    "Derivative and stays under these terms",
                    key_words="created by transfer of patterns of the weights,",
                    binds_derivatives=True,
                ),
                Term(
                    topic="output_for_training",
                    answer="conditional",
                    clause="§1.1(e), §3.3",
                    summary="A model trained on output to perform similarly is a Model "
                    "Derivative. The output itself is not, and Google claims no rights in it",
                    key_words="generation of synthetic data Outputs by Gemma for",
                    binds_derivatives=True,
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§3.1, second condition",
                    summary="Give every recipient of the model or a derivative a copy of the terms",
                    key_words="must provide all third party recipients of Gemma",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Gemma is provided under and subject to the Gemma Terms of Use found at "
                    "ai.google.dev/gemma/terms",
                    clause="§3.1, fourth condition",
                    summary="Every distribution, except through a hosted service, needs a text "
                    "file named Notice with the given sentence",
                    key_words='must be accompanied by a "Notice" text file',
                    binds_derivatives=True,
                ),
                Term(
                    topic="state_changes",
                    answer="required",
                    clause="§3.1, third condition",
                    summary="Changed files must say prominently that you changed them",
                    key_words="must cause any modified files to carry prominent",
                    binds_derivatives=True,
                ),
                Term(
                    topic="derivative_terms",
                    answer="required",
                    value="the use restrictions of §3.2",
                    clause="§3.1, first condition",
                    summary="Any license of the model or a derivative must contain the use "
                    "restrictions. Added terms must not conflict with these",
                    key_words="include the use restrictions referenced in Section 3.2",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="ai.google.dev/gemma/prohibited_use_policy",
                    clause="§3.2",
                    summary="The Prohibited Use Policy applies; it is part of the terms",
                    key_words="for the restricted uses set forth in the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="safety_circumvention",
                    answer="not allowed",
                    clause="item 2, fourth point (2.d)",
                    summary="You must not try to bypass safety filters or make the model "
                    "violate the policy",
                    key_words="override or circumvent safety filters or intentionally drive",
                    binds_derivatives=True,
                    source=GEMMA_USE_POLICY,
                ),
                Term(
                    topic="law_compliance",
                    answer="required",
                    clause="§3.2",
                    summary="Use that breaks applicable laws and regulations is forbidden",
                    key_words="in violation of applicable laws and regulations.",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§4.2",
                    summary="No rights to Google's trademarks, and no endorsement may be suggested",
                    key_words="Nothing in this Agreement grants you any rights",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    value="on breach",
                    clause="§4.5",
                    summary="Google may end the terms if you breach them. You must then delete "
                    "the model and all derivatives, and stop using them",
                    key_words="terminate this Agreement if you are in breach",
                    binds_derivatives=True,
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    value="as is",
                    clause="§4.3",
                    summary="The model and its output come as they are, without warranties",
                    key_words='PROVIDED ON AN "AS IS" BASIS, WITHOUT WARRANTIES',
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    value="damages excluded, direct ones too",
                    clause="§4.4",
                    summary="As far as law permits, Google is not liable for any damages, direct "
                    "ones included",
                    key_words="SHALL GOOGLE OR ITS AFFILIATES BE LIABLE TO",
                ),
                Term(
                    topic="governing_law",
                    answer="stated",
                    value="California",
                    clause="§4.6",
                    summary="California law applies; the courts of Santa Clara County alone "
                    "decide. The UN sales convention does not apply",
                    key_words="governed by the laws of the State of",
                    binds_derivatives=True,
                ),
            ],
        ),
    ],
)
