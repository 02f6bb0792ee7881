"""The settings of a campaign as one form sees them: read all at once, changed one at a time, kept at once.

After the freeze only those that move no mark may change: dates, telephone, chair, eligibility.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Final

from commission_app.errors import AppError
from commission_app.scoring.campaign import Campaign
from commission_app.texts import date_fr
from commission_app.workflow.desk import label_campaign
from commission_app.workflow.preparation.settings.parameters import read_parameters, write_parameters
from commission_app.workflow.preparation.settings.setting import Setting
from commission_app.workflow.preparation.settings.setting_kinds import (
    Choice,
    Number,
    minimum_words,
    neutralised_of,
    silence_words,
    thresholds_of,
    tie_break_of,
    tie_break_words,
    unfit,
)
from commission_app.workflow.preparation.settings.setting_list import BY_KEY, SETTINGS
from commission_app.workflow.secretariat.session import SecretariatSession

Values = Mapping[str, str]


@dataclass(frozen=True)
class SettingsView:
    """Every setting as it is typed, and when the grid was frozen, if it was."""

    typed: Values
    frozen_at: datetime | None
    has_lots: bool  # sealed under some of these settings


_IN_CAMPAIGN: Final[dict[str, Callable[[Campaign, str], Campaign]]] = {
    "name": lambda campaign, text: replace(campaign, name=text),
    "phone": lambda campaign, text: replace(campaign, phone=text),
    "authority": lambda campaign, text: replace(campaign, authority=text),
    "deadline": lambda campaign, text: replace(campaign, deadline=text),
    "meeting": lambda campaign, text: replace(campaign, meeting=text),
    "neutralised": lambda campaign, text: replace(campaign, neutralised=neutralised_of(text, campaign)),
    "seats": lambda campaign, text: _with_rules(campaign, seats=int(text)),
    "readings_min": lambda campaign, text: _with_rules(campaign, readings_min=int(text)),
    "decimals": lambda campaign, text: _with_rules(campaign, decimals=int(text)),
    "voice_unit": lambda campaign, text: _with_rules(campaign, voice_unit=text),
    "rank_mode": lambda campaign, text: _with_rules(campaign, rank_mode=text),
    "tie_break": lambda campaign, text: _with_rules(campaign, tie_break=tie_break_of(text, campaign.grid)),
    "thresholds": lambda campaign, text: _with_rules(campaign, thresholds=thresholds_of(text, campaign.grid)),
}
# What must not come before what; an empty date says nothing.
_IN_ORDER: Final = (
    ("deposit", "deadline", "la fin des dépôts vient après la date limite des fiches"),
    ("opening", "deadline", "la lecture ouvre après la date limite des fiches"),
    ("deadline", "meeting", "la séance précède la date limite des fiches"),
    ("convocation", "meeting", "la convocation part après la séance"),
    ("meeting", "finalisation", "la finalisation précède la séance"),
)
_NOT_OVER: Final = (
    ("flag_noted", "flag_criterion", "l’écart à noter dépasse l’écart d’alerte"),
    ("fte_min", "fte_max", "le minimum de postes dépasse le maximum"),
    ("fte_cost_min", "fte_cost_max", "le coût minimal d’un poste dépasse le maximal"),
)


def settings_view(session: SecretariatSession) -> SettingsView:
    """Return every setting as it is typed."""
    kept, frozen = _kept(session), session.database.campaign.frozen()
    typed = {setting.key: setting.kind.show(kept.get(setting.key, "")) for setting in SETTINGS}
    has_lots = bool(session.database.campaign.bundles())
    return SettingsView(typed, None if frozen is None else frozen.at, has_lots)


def change_setting(session: SecretariatSession, key: str, typed: str) -> str:
    """Keep one setting, and return what it was, as it is typed.

    CAM-04 for an unknown one, CAM-05 with the sentence of what does not fit, CAM-06 once frozen.
    """
    setting, frozen = BY_KEY.get(key), session.database.campaign.frozen()
    if setting is None:
        raise AppError("CAM-04", what=key)
    if frozen is not None and not setting.stays_open:
        raise AppError("CAM-06", date=date_fr(frozen.at))
    former = _kept(session)
    text = setting.kind.read(typed, session.campaign)
    before = former.get(key, "")
    if text != before:
        changed = {**former, key: text}
        _check_together(changed, session.campaign)
        with session.database.transaction():
            _keep(session, setting, changed)
            session.log(
                "setting_changed",
                {
                    "setting": setting.label,
                    "before": shown(setting, before),
                    "after": shown(setting, text),
                },
            )
        if key == "name":  # the desk calls its campaigns by it, before they are open
            session.place = replace(session.place, name=text)
            label_campaign(session.place)
    return setting.kind.show(before)


def kept_settings(session: SecretariatSession) -> Values:
    """Return every setting as it is kept: what a duplicate takes over."""
    return _kept(session)


def shown(setting: Setting, kept: str) -> str:
    """Return a kept text as a sentence may quote it."""
    if isinstance(setting.kind, Choice):
        return dict(setting.kind.options).get(kept, kept)
    meaning = setting.kind.empty if isinstance(setting.kind, Number) else ""
    return setting.kind.show(kept) or meaning or "rien"


def _kept(session: SecretariatSession) -> dict[str, str]:
    campaign = session.campaign
    rules = campaign.rules
    return {
        **read_parameters(session.database),
        "name": campaign.name,
        "phone": campaign.phone,
        "authority": campaign.authority,
        "deadline": campaign.deadline,
        "meeting": campaign.meeting,
        "neutralised": silence_words(campaign.neutralised),
        "seats": str(rules.seats),
        "readings_min": str(rules.readings_min),
        "decimals": str(rules.decimals),
        "voice_unit": rules.voice_unit,
        "rank_mode": rules.rank_mode,
        "tie_break": tie_break_words(rules.tie_break),
        "thresholds": minimum_words(rules.thresholds),
    }


def _keep(session: SecretariatSession, setting: Setting, changed: Values) -> None:
    change = _IN_CAMPAIGN.get(setting.key)
    if change is None:
        write_parameters(session.database, changed)
    else:
        session.save_campaign(change(session.campaign, changed[setting.key]))


def _with_rules(campaign: Campaign, **changed: object) -> Campaign:
    return replace(campaign, rules=replace(campaign.rules, **changed))  # type: ignore[arg-type]  # fields above


def _check_together(kept: Values, campaign: Campaign) -> None:
    for earlier, later, sentence in _IN_ORDER:
        first, second = kept[earlier], kept[later]
        # A day alone has no hour: it is compared with the day of the other.
        length = min(len(first), len(second))
        if length and first[:length] > second[:length]:
            raise unfit(sentence)
    for least, most, sentence in _NOT_OVER:
        if kept[least] and Fraction(kept[least]) > Fraction(kept[most]):
            raise unfit(sentence)
    if campaign.members and int(kept["readings_min"]) > len(campaign.members):
        raise unfit("le nombre de lectures va de 1 au nombre de membres")
