"""Addresses of commitments, ledgers and contracts."""

from django.urls import path

from audits.commitments.views import commitments, contracts, ledger

WORKSPACE = "w/<slug:workspace>"
VENDOR = f"{WORKSPACE}/vendors/<uuid:vendor>"
COMMITMENTS = f"{WORKSPACE}/commitments"
COMMITMENT = f"{COMMITMENTS}/<uuid:commitment>"
CONTRACT = f"{WORKSPACE}/contracts/<uuid:contract>"

urlpatterns = [
    path(f"{COMMITMENTS}/", ledger.commitment_list, name="commitment-list"),
    path(f"{VENDOR}/ledger/", ledger.vendor_ledger, name="vendor-ledger"),
    path(f"{VENDOR}/commitments/new/", commitments.commitment_new, name="commitment-new"),
    path(f"{COMMITMENT}/", commitments.commitment_page, name="commitment"),
    path(f"{COMMITMENT}/edit/", commitments.commitment_edit, name="commitment-edit"),
    path(f"{COMMITMENT}/release/", commitments.commitment_release, name="commitment-release"),
    path(f"{COMMITMENT}/hold/", commitments.commitment_hold, name="commitment-hold"),
    path(f"{COMMITMENT}/judge/", commitments.commitment_judge, name="commitment-judge"),
    path(f"{VENDOR}/contracts/new/", contracts.contract_new, name="contract-new"),
    path(f"{CONTRACT}/", contracts.contract_page, name="contract"),
    path(f"{CONTRACT}/edit/", contracts.contract_edit, name="contract-edit"),
    path(f"{CONTRACT}/clauses/", contracts.contract_clauses, name="contract-clauses"),
    path(f"{CONTRACT}/settle/", contracts.contract_settle, name="contract-settle"),
    path(f"{CONTRACT}/archive/", contracts.contract_archive, {"archived": True}, name="contract-archive"),
    path(
        f"{CONTRACT}/unarchive/", contracts.contract_archive, {"archived": False}, name="contract-unarchive"
    ),
]
