"""Countries by code and name, and the members of the European Union."""

from __future__ import annotations

from types import MappingProxyType

from llamacards.errors import FieldError

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN "
    "BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ "
    "DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL "
    "GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM "
    "JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME "
    "MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP "
    "NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD "
    "SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO "
    "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)
CODES = frozenset(_CODES.split())
"""The two-letter codes of ISO 3166-1."""

_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_MEMBERS = frozenset(_MEMBERS.split())
"""The 27 member states."""

_TERRITORIES = "AX GF GP MF MQ RE YT"
EU_TERRITORIES = frozenset(_TERRITORIES.split())
"""Territories of member states with codes of their own; what applies there must be asked."""

NAMES = MappingProxyType(
    {
        "austria": "AT",
        "republic of austria": "AT",
        "österreich": "AT",
        "australia": "AU",
        "belgien": "BE",
        "belgique": "BE",
        "belgium": "BE",
        "kingdom of belgium": "BE",
        "bulgaria": "BG",
        "republic of bulgaria": "BG",
        "brazil": "BR",
        "canada": "CA",
        "schweiz": "CH",
        "suisse": "CH",
        "switzerland": "CH",
        "china": "CN",
        "cyprus": "CY",
        "republic of cyprus": "CY",
        "czech republic": "CZ",
        "czechia": "CZ",
        "deutschland": "DE",
        "federal republic of germany": "DE",
        "frg": "DE",
        "germany": "DE",
        "danmark": "DK",
        "denmark": "DK",
        "kingdom of denmark": "DK",
        "eesti": "EE",
        "estonia": "EE",
        "republic of estonia": "EE",
        "españa": "ES",
        "kingdom of spain": "ES",
        "spain": "ES",
        "finland": "FI",
        "republic of finland": "FI",
        "suomi": "FI",
        "france": "FR",
        "french republic": "FR",
        "england": "GB",
        "great britain": "GB",
        "scotland": "GB",
        "uk": "GB",
        "united kingdom": "GB",
        "wales": "GB",
        "greece": "GR",
        "hellas": "GR",
        "hellenic republic": "GR",
        "croatia": "HR",
        "hrvatska": "HR",
        "republic of croatia": "HR",
        "hungary": "HU",
        "eire": "IE",
        "ireland": "IE",
        "republic of ireland": "IE",
        "israel": "IL",
        "india": "IN",
        "iceland": "IS",
        "italia": "IT",
        "italian republic": "IT",
        "italy": "IT",
        "japan": "JP",
        "south korea": "KR",
        "lietuva": "LT",
        "lithuania": "LT",
        "republic of lithuania": "LT",
        "grand duchy of luxembourg": "LU",
        "luxembourg": "LU",
        "luxemburg": "LU",
        "latvia": "LV",
        "latvija": "LV",
        "republic of latvia": "LV",
        "malta": "MT",
        "republic of malta": "MT",
        "mexico": "MX",
        "holland": "NL",
        "kingdom of the netherlands": "NL",
        "nederland": "NL",
        "netherlands": "NL",
        "the netherlands": "NL",
        "norway": "NO",
        "new zealand": "NZ",
        "poland": "PL",
        "polska": "PL",
        "republic of poland": "PL",
        "portugal": "PT",
        "portuguese republic": "PT",
        "romania": "RO",
        "russia": "RU",
        "kingdom of sweden": "SE",
        "sverige": "SE",
        "sweden": "SE",
        "singapore": "SG",
        "republic of slovenia": "SI",
        "slovenia": "SI",
        "slovenija": "SI",
        "slovak republic": "SK",
        "slovakia": "SK",
        "slovensko": "SK",
        "turkey": "TR",
        "türkiye": "TR",
        "taiwan": "TW",
        "ukraine": "UA",
        "u.s.": "US",
        "u.s.a.": "US",
        "united states": "US",
        "united states of america": "US",
        "usa": "US",
        "south africa": "ZA",
    }
)
"""Names of members and other common countries, as people write them."""

UNION = "EU"


def read_country(field: str, stated: object) -> str:
    """
    The code of a country, from its code or name; "EU" for the union as a whole.

    Names that are not in `NAMES` are looked up with pycountry, if it is installed.

    Raises FieldError for a name that is not a country, or fits several.
    """
    written = " ".join(stated.split()) if isinstance(stated, str) else ""
    code = written.upper()
    if code in (UNION, "EUROPEAN UNION"):
        return UNION
    if code in CODES:
        return code
    found = NAMES.get(written.casefold()) or (_looked_up(written) if written else None)
    if found is None:
        rule = (
            "a country by name or two-letter code, such as 'Germany' or 'DE' (more names with "
            "the extra `countries`)"
        )
        raise FieldError("check_use", field, rule, stated)
    return found


def _looked_up(name: str) -> str | None:
    """The code of a name from pycountry; None if it is not installed or does not know the name."""
    try:
        from pycountry import countries
    except ImportError:
        return None
    try:
        code: str = countries.lookup(name).alpha_2
    except LookupError:
        return None
    return code
