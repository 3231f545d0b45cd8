"""Two licences of the open source world, so that cards from elsewhere compare."""

from llamacards._records import License, Publication, Source, Term

APACHE = Source(
    title="Apache License, Version 2.0",
    publisher="The Apache Software Foundation",
    url="https://www.apache.org/licenses/LICENSE-2.0",
)
MIT = Source(
    title="The MIT License",
    publisher="Open Source Initiative",
    url="https://opensource.org/license/mit",
)

PUBLICATION = Publication(
    source="Open source licences",
    licenses=[
        License(
            name="Apache License 2.0",
            hf_id="apache-2.0",
            spdx_id="Apache-2.0",
            source=APACHE,
            terms=[
                Term(topic="commercial_use", answer="allowed", clause="§2"),
                Term(topic="modify", answer="allowed", clause="§2"),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§4",
                    summary="modified files say that they were changed; notices are kept",
                ),
                Term(topic="license_copy", answer="required", clause="§4.a"),
                Term(
                    topic="notice_file",
                    answer="conditional",
                    clause="§4.d",
                    summary="where the work has a NOTICE file, its notices are passed on",
                ),
                Term(
                    topic="train_other_models",
                    answer="allowed",
                    clause="§2",
                    summary="no clause sets training apart from other use",
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§6",
                    summary="but for what describing the origin of the work takes",
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    value="patents",
                    clause="§3",
                    summary="suing anyone because the work infringes a patent ends the patent "
                    "licence that day",
                ),
            ],
        ),
        License(
            name="MIT License",
            hf_id="mit",
            spdx_id="MIT",
            source=MIT,
            terms=[
                Term(topic="commercial_use", answer="allowed", clause="paragraph 1"),
                Term(topic="modify", answer="allowed", clause="paragraph 1"),
                Term(topic="redistribute", answer="allowed", clause="paragraph 1"),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="paragraph 2",
                    summary="copyright notice and permission notice go with every copy",
                ),
                Term(
                    topic="train_other_models",
                    answer="allowed",
                    clause="paragraph 1",
                    summary="no clause sets training apart from other use",
                ),
            ],
        ),
    ],
)
