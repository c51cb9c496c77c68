from . import mail_thread
from . import mail_message
from . import ir_binary
