"""The working copy's rows, the editions frozen of it, and what is known of its words."""

from chapters.models.edition import Edition, EditionFile
from chapters.models.erratum import Erratum
from chapters.models.false_alarm import FalseAlarm
from chapters.models.outline import Annex, Chapter, NumberField, Part, PrintedLabelField, Section
from chapters.models.picture import Picture
from chapters.models.plan import Plan
from chapters.models.wording import WrongWording
