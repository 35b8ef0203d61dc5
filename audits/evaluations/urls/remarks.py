"""Addresses of remarks on lines of the report."""

from django.urls import path

from audits.evaluations.views import remarks

ONE = "w/<slug:workspace>/evaluations/<uuid:evaluation>"
REMARK = "w/<slug:workspace>/remarks/<uuid:remark>"

urlpatterns = [
    path(f"{ONE}/remarks/", remarks.remark_list, name="remark-list"),
    path(f"{ONE}/remarks/new/", remarks.remark_new, name="remark-new"),
    path(f"{REMARK}/", remarks.remark, name="remark"),
    path(f"{REMARK}/withdraw", remarks.remark_withdraw, name="remark-withdraw"),
]
