"""Identifiers, one type each, so that a dossier is never passed where a member is meant."""

from typing import NewType

CampaignId = NewType("CampaignId", str)
MemberId = NewType("MemberId", str)  # given by the campaign, stable across codes and computers: `m07`
InstitutionId = NewType("InstitutionId", str)  # `DGCS`
DossierId = NewType("DossierId", str)
SectionId = NewType("SectionId", str)
CriterionId = NewType("CriterionId", str)
PiecePath = NewType("PiecePath", str)  # name of a viewing copy inside a lot: `d/0007/02.pdf`
Sha512 = NewType("Sha512", str)  # lower-case hexadecimal
