"""Currencies by their ISO 4217 code, and money as whole minor units: EUR 12.50 is 1250."""

import re

_TWO_DIGITS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF
CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER
ZAR ZMW ZWG
"""
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"

MINOR_DIGITS: dict[str, int] = {
    code: digits
    for digits, codes in ((2, _TWO_DIGITS), (0, _NO_DIGITS), (3, _THREE_DIGITS))
    for code in codes.split()
}
"""How many decimal places an amount has, by currency."""
CURRENCIES = tuple(sorted(MINOR_DIGITS))

LARGEST = 10**14
"""In minor units; far above any licence, and exact in every spreadsheet."""
_SPACES = " \u00a0\u202f'\u2019"
_AMOUNT = re.compile(rf"([0-9]{{1,3}}(?:[,{_SPACES}][0-9]{{3}})+|[0-9]{{1,20}})(?:\.([0-9]{{1,20}}))?")


def minor_units(text: str, currency: str) -> int:
    """The amount that was written; ValueError when it is none, or finer than the currency.

    A point stands before decimals; groups of three may be set apart by a comma, a blank or an apostrophe.
    """
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        raise ValueError("not an amount")
    digits = MINOR_DIGITS[currency]
    decimals = (found[2] or "").rstrip("0")
    if len(decimals) > digits:
        raise ValueError("finer than the currency")
    return int(re.sub(r"[^0-9]", "", found[1]) + decimals.ljust(digits, "0"))


def plain_amount(minor: int, currency: str) -> str:
    """The amount as it is typed: 1250 gives 12.50; decimals that are all 0 are left out."""
    digits = MINOR_DIGITS[currency]
    whole, rest = divmod(minor, 10**digits)
    return f"{whole}.{rest:0{digits}d}" if rest else str(whole)
