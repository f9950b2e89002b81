"""Settings by topic; each topic is one small file without side effects, values come from the environment."""

from caicach.config.settings.database import *
from caicach.config.settings.rooms import *
from caicach.config.settings.security import *
from caicach.config.settings.sign_in import *
from caicach.config.settings.speech import *
