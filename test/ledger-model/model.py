"""The obligation ledger once more, by another hand: all that it knows is the exported postings (CSV).

Standard library only. It reads questions, one JSON object a line on standard input, and answers each with one line:

    {"postings": "<the CSV text>", "questions": [{"asOf": "2026-01-31", "knownAt": null, "book": null}, ...]}
    {"broken": ["..."], "balances": {"...": 12}, "answers": [{"asOf": ..., "knownAt": ..., "currencies": {...}}]}

The chart of accounts and both identities are written down here from docs/ledger.md, not taken from the code.
"""

import csv
import io
import json
import sys

DEBIT, CREDIT = 1, -1

# Account: its side and its view.
CHART = {
    "issued": (DEBIT, "commitment"),
    "undrawn": (CREDIT, "commitment"),
    "outstanding": (CREDIT, "commitment"),
    "released": (CREDIT, "commitment"),
    "paidOut": (CREDIT, "commitment"),
    "payoutAdvanced": (CREDIT, "payout"),
    "payoutReceivable": (DEBIT, "payout"),
    "recovered": (DEBIT, "payout"),
    "writtenOff": (DEBIT, "payout"),
    "claimed": (CREDIT, "claims"),
    "claimsOpen": (DEBIT, "claims"),
    "claimsRejected": (DEBIT, "claims"),
    "claimsWithdrawn": (DEBIT, "claims"),
    "claimsSettled": (DEBIT, "claims"),
    "cash": (DEBIT, "cash"),
    "payoutOwnFunds": (DEBIT, "cash"),
    "reimbursementReceivable": (DEBIT, "cash"),
    "recoveryPayable": (CREDIT, "cash"),
    "refundPayable": (CREDIT, "cash"),
    "agreedInterestIncome": (CREDIT, "cash"),
    "costsAdvanced": (DEBIT, "cash"),
    "costsWrittenOff": (DEBIT, "cash"),
    "premiumReceivable": (DEBIT, "cash"),
    "premiumReceived": (DEBIT, "cash"),
    "premiumRefunded": (CREDIT, "cash"),
    "premiumUnearned": (CREDIT, "cash"),
    "premiumEarned": (CREDIT, "cash"),
    "premiumRefundPayable": (CREDIT, "cash"),
    "premiumCeded": (DEBIT, "cash"),
    "cededPremiumPayable": (CREDIT, "cash"),
    "depositsHeld": (CREDIT, "cash"),
    "depositsPlaced": (DEBIT, "cash"),
    "bankRetained": (DEBIT, "memo"),
    "writtenOffGross": (DEBIT, "memo"),
    "recoveredAfterWriteOff": (DEBIT, "memo"),
    "reimbursementRequested": (DEBIT, "memo"),
    "claimsPaid": (DEBIT, "memo"),
    "memoCounter": (CREDIT, "memo"),
    "regulatoryUnearnedPremium": (CREDIT, "reserve"),
    "regulatoryCompensation": (CREDIT, "reserve"),
    "regulatoryGeneralRisk": (CREDIT, "reserve"),
    "reportingOutstandingProvision": (CREDIT, "reserve"),
    "reportingReceivableImpairment": (CREDIT, "reserve"),
    "reserveCharge": (DEBIT, "reserve"),
}
ACCESSORIES = {"interest": "Interest", "penalty": "Penalty", "enforcementCost": "EnforcementCost"}
for name, title in ACCESSORIES.items():
    for suffix, side in (
        ("Accrued", DEBIT), ("Due", CREDIT), ("Waived", CREDIT),
        ("Advanced", CREDIT), ("Receivable", DEBIT), ("Recovered", DEBIT), ("WrittenOff", DEBIT),
    ):
        CHART[name + suffix] = (side, name)
    CHART["paidOut" + title] = (CREDIT, name)

# Balances that may stand on either side of zero.
FREE = {"cash", "payoutOwnFunds", "cededPremiumPayable", "memoCounter", "reserveCharge"}
# Views in which every drawdown, beneficiary and bearing party is balanced by itself.
BY_CELL = {"commitment", "payout", *ACCESSORIES}
# What each party bears beside those views.
BORNE_BESIDE = {"reimbursementReceivable", "reimbursementRequested", "recoveryPayable"}
PAID_ACCESSORIES = {"paidOut" + title for title in ACCESSORIES.values()}


def identities():
    """Each: its name, the cell that it holds for, the left side, the right side."""
    yield "first", ("drawdown", "beneficiary", "party"), ["issued"], ["undrawn", "outstanding", "released", "paidOut"]
    yield "second", ("drawdown", "beneficiary", "party"), ["paidOut"], ["recovered", "writtenOff", "payoutReceivable"]
    yield "advanced", ("drawdown", "beneficiary", "party"), ["paidOut"], ["payoutAdvanced"]
    for name, title in ACCESSORIES.items():
        paid = "paidOut" + title
        yield f"first of {name}", ("drawdown", "beneficiary", "party"), [name + "Accrued"], [
            name + "Due", name + "Waived", paid]
        yield f"second of {name}", ("drawdown", "beneficiary", "party"), [paid], [
            name + "Recovered", name + "WrittenOff", name + "Receivable"]
        yield f"advanced of {name}", ("drawdown", "beneficiary", "party"), [paid], [name + "Advanced"]
    yield "claims", ("claim",), ["claimed"], ["claimsOpen", "claimsRejected", "claimsWithdrawn", "claimsSettled"]
    yield "premium", (), ["premiumReceivable", "premiumReceived"], ["premiumUnearned", "premiumEarned", "premiumRefunded", "premiumRefundPayable"]
    yield "advanced money", ("party",), [
        "paidOut", *sorted(PAID_ACCESSORIES)], [
        "payoutAdvanced", *(name + "Advanced" for name in ACCESSORIES)]


IDENTITIES = list(identities())
OF_ACCOUNT = {}
for place, (_, _, left, right) in enumerate(IDENTITIES):
    for account in left + right:
        OF_ACCOUNT.setdefault(account, []).append(place)


class Ledger:
    """Balances and sums of the identities, as the postings so far leave them."""

    def __init__(self):
        self.balances = {}
        self.days = {}
        self.sums = {}
        self.broken = []

    def enter(self, entry, rows):
        by_view = {}
        touched, asked = set(), set()
        for row in rows:
            account = row["account"]
            if account not in CHART:
                self.broken.append(f"entry {entry}: there is no account {account}")
                continue
            side, view = CHART[account]
            debit, credit = int(row["debitMinor"]), int(row["creditMinor"])
            if (debit > 0) == (credit > 0) or debit < 0 or credit < 0:
                self.broken.append(f"entry {entry}: a line of {account} is not on one side")
            cell = (row["drawdown"], row["beneficiary"], row["party"]) if view in BY_CELL else ()
            where = (row["book"], row["guarantee"], row["currency"], view, cell)
            by_view[where] = by_view.get(where, 0) + debit - credit
            effect = side * (debit - credit)
            key = (row["book"], row["guarantee"], account, row["drawdown"], row["beneficiary"], row["party"], row["claim"])
            self.balances[key] = self.balances.get(key, 0) + effect
            days = self.days.setdefault(key, {})
            days[row["valueDate"]] = days.get(row["valueDate"], 0) + effect
            touched.add(key)
            for place in OF_ACCOUNT.get(account, ()):
                _, fields, left, _ = IDENTITIES[place]
                of = (place, row["book"], row["guarantee"], tuple(row[field] for field in fields))
                sign = 1 if account in left else -1
                self.sums[of] = self.sums.get(of, 0) + sign * effect
                asked.add(of)
        self.broken += [f"entry {entry}: out of balance by {sum_} in {where}" for where, sum_ in by_view.items() if sum_]
        self.broken += [
            f"entry {entry}: {key} falls to {self.balances[key]}"
            for key in touched if self.balances[key] < 0 and key[2] not in FREE]
        self.broken += [
            f"entry {entry}: identity '{IDENTITIES[of[0]][0]}' is off by {self.sums[of]} in {of[1:]}"
            for of in asked if self.sums[of]]


    def below_zero_as_of(self):
        """Every balance that cannot be owed, day by day in the order of value dates, whenever it was booked."""
        for key, days in self.days.items():
            if key[2] in FREE:
                continue
            standing = 0
            for day in sorted(days):
                standing += days[day]
                if standing < 0:
                    yield f"as of {day}: {key} is {standing}"


def books(rows, question):
    """The trial balance by value date, as then known."""
    as_of, known_at, book = question.get("asOf"), question.get("knownAt"), question.get("book")
    currencies = {}
    for row in rows:
        if as_of is not None and row["valueDate"] > as_of:
            continue
        if known_at is not None and row["bookedAt"] > known_at:
            continue
        if book is not None and row["book"] != book:
            continue
        side, view = CHART[row["account"]]
        amount = side * (int(row["debitMinor"]) - int(row["creditMinor"]))
        figures = currencies.setdefault(row["currency"], {"sharers": {}})
        places = [figures]
        if view in BY_CELL or row["account"] in BORNE_BESIDE:
            places.append(figures["sharers"].setdefault(row["party"], {}))
        for place in places:
            names = [row["account"]] + (["paidOutAccessory"] if row["account"] in PAID_ACCESSORIES else [])
            for name in names:
                place[name + "Minor"] = place.get(name + "Minor", 0) + amount
    for figures in currencies.values():
        for name in [*CHART, "paidOutAccessory"]:
            figures.setdefault(name + "Minor", 0)
    return {"asOf": as_of, "knownAt": known_at, "currencies": currencies}


def answer(asked):
    rows = list(csv.DictReader(io.StringIO(asked["postings"])))
    entries = {}
    for row in rows:
        entries.setdefault(int(row["entryId"]), []).append(row)
    ledger = Ledger()
    for entry in sorted(entries):
        ledger.enter(entry, entries[entry])
    return {
        "broken": ledger.broken + list(ledger.below_zero_as_of()),
        "balances": {"|".join(key): amount for key, amount in ledger.balances.items()},
        "answers": [books(rows, question) for question in asked.get("questions", [])],
    }


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
