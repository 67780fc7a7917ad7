"""What the sections of SN2007 are called, in the standard and in Statistics Norway's tables, in both languages.

Source: Statistics Norway, Standard for næringsgruppering (SN2007), and the headings of its tables by industry;
Eurostat, NACE Rev. 2.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, tuple[str, ...]] = {
    "01-03": ("Jordbruk, skogbruk og fiske", "Agriculture, forestry and fishing"),
    "05-09": ("Bergverksdrift og utvinning", "Mining and quarrying"),
    "10-33": ("Industri", "Manufacturing"),
    "35": (
        "Elektrisitets-, gass-, damp- og varmtvannsforsyning",
        "Elektrisitets- og gassforsyning",
        "Electricity, gas, steam and air conditioning supply",
        "Electricity, gas and steam",
    ),
    "36-39": (
        "Vannforsyning, avløps- og renovasjonsvirksomhet",
        "Vannforsyning, avløp og renovasjon",
        "Vannforsyning, avløp, renovasjon",
        "Water supply; sewerage, waste management and remediation activities",
        "Water supply, sewerage, waste",
    ),
    "35-39": ("Elektrisitet, vann og renovasjon", "Electricity, water supply, sewerage, waste management"),
    "41-43": ("Bygge- og anleggsvirksomhet", "Construction"),
    "45-47": (
        "Varehandel, reparasjon av motorvogner",
        "Varehandel og reparasjon av motorvogner",
        "Wholesale and retail trade; repair of motor vehicles and motorcycles",
        "Wholesale and retail trade: repair of motor vehicles and motorcycles",
        "Domestic trade, car repair shop",
    ),
    "49-53": ("Transport og lagring", "Transportation and storage", "Transport and storage"),
    "55-56": (
        "Overnattings- og serveringsvirksomhet",
        "Accommodation and food service activities",
    ),
    "58-63": ("Informasjon og kommunikasjon", "Information and communication"),
    "64-66": (
        "Finansierings- og forsikringsvirksomhet",
        "Finansiering og forsikring",
        "Finansierings og forsikringsvirksomhet",
        "Financial and insurance activities",
    ),
    "68": ("Omsetning og drift av fast eiendom", "Real estate activities"),
    "69-75": (
        "Faglig, vitenskapelig og teknisk tjenesteyting",
        "Professional, scientific and technical activities",
    ),
    "77-82": (
        "Forretningsmessig tjenesteyting",
        "Administrative and support service activities",
    ),
    "68-75": ("Teknisk tjenesteyting, eiendomsdrift", "Teknisk tjenesteyting og eiendomsdrift"),
    "84": (
        "Offentlig administrasjon og forsvar, og trygdeordninger underlagt offentlig forvaltning",
        "Offentlig administrasjon og forsvar",
        "Off.adm., forsvar, sosialforsikring",
        "Offentlig administrasjon, forsvar, sosialforsikring",
        "Public administration and defence; compulsory social security",
        "Public administration and defence",
    ),
    "85": ("Undervisning", "Education"),
    "86-88": ("Helse- og sosialtjenester", "Human health and social work activities"),
    "90-93": (
        "Kulturell virksomhet, underholdning og fritidsaktiviteter",
        "Arts, entertainment and recreation",
    ),
    "94-96": ("Annen tjenesteyting", "Other service activities"),
    "90-99": ("Personlig tjenesteyting", "Personal service activities"),
    "97-98": (
        "Lønnet arbeid i private husholdninger",
        "Activities of households as employers",
    ),
    "99": (
        "Internasjonale organisasjoner og organer",
        "Activities of extraterritorial organisations and bodies",
    ),
}
"""Names by group of divisions, the standard's own first."""
