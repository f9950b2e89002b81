"""Settings by topic; each topic is one small file without side effects, values come from the environment."""

from caicach.config.settings.database import *  # noqa: F403
from caicach.config.settings.deadlines import *  # noqa: F403
from caicach.config.settings.facts import *  # noqa: F403
from caicach.config.settings.files import *  # noqa: F403
from caicach.config.settings.messages import *  # noqa: F403
from caicach.config.settings.publishing import *  # noqa: F403
from caicach.config.settings.rooms import *  # noqa: F403
from caicach.config.settings.security import *  # noqa: F403
from caicach.config.settings.sign_in import *  # noqa: F403
from caicach.config.settings.signing import *  # noqa: F403
from caicach.config.settings.speech import *  # noqa: F403
