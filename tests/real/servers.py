"""A mail server and a mailbox of their own: Postfix and Dovecot, as Debian has them.

Both live in one folder with configuration, queue and sockets of their own, on
ports of the loopback that were free a moment ago. Nothing of the machine's own
servers is read or written, and no mail leaves: what is for none of the known
domains is returned. Postfix is strict (no bare line feed, no 8-bit header, full
names only), speaks DSN, and puts a copy of whatever the office sends into its
Sent folder, as a provider's server does. Dovecot shows that mailbox and vouches
for passwords.
"""
import imaplib, os, re, shutil, socket, ssl, subprocess, tempfile, time
from pathlib import Path

USER, PASSWORD = "finance", "rihan-7.ok"
ID = 5000  # whoever owns the mail; the number needs no name


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(*words, **more):
    """Runs a program that may leave a server behind: its words go to a file, as a
    server would keep a pipe open for ever."""
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=said, stderr=said, timeout=60, **more)
        said.seek(0)
        if done.returncode != 0:
            raise RuntimeError(f"{words[0]}: exit {done.returncode}\n{said.read()}")


def wait(what, reached, seconds=30):
    """Waits until something is so, and says what it was where it never came."""
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            raise RuntimeError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


MAIN = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
maillog_file = {root}/post.log
maillog_file_prefixes = {root}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.bma.example.org
mynetworks = 127.0.0.1/32
mydestination =
alias_maps =
alias_database =
default_transport = error:5.4.4 nothing leaves this machine
relay_transport = error:5.4.4 nothing leaves this machine
virtual_transport = virtual
virtual_mailbox_domains = bma.example.org, secretariat.example.org, legal.example.org, thammaniti.example.net, scanthai.example.net, people.example.org
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = texthash:{root}/people
virtual_uid_maps = static:5000
virtual_gid_maps = static:5000
virtual_minimum_uid = 1
sender_bcc_maps = texthash:{root}/copies
# An address that nobody has is taken, and comes back as a report (RFC 3464);
# where `refused` names it, it is refused at the door.
smtpd_reject_unlisted_recipient = no
smtpd_recipient_restrictions = reject_non_fqdn_recipient, check_recipient_access texthash:{root}/refused, permit_mynetworks, permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
strict_rfc821_envelopes = yes
strict_7bit_headers = yes
strict_8bitmime_body = yes
strict_mime_encoding_domain = yes
smtpd_forbid_bare_newline = yes
smtpd_forbid_unauth_pipelining = yes
smtpd_helo_required = yes
smtpd_helo_restrictions = reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname
smtpd_sender_restrictions = reject_non_fqdn_sender
smtpd_error_sleep_time = 0
message_size_limit = 2097152
smtpd_tls_cert_file = {root}/server.pem
smtpd_tls_key_file = {root}/server.key
smtpd_tls_loglevel = 1
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {root}/auth
"""

MASTER = """
127.0.0.1:{plain} inet n - n - - smtpd
127.0.0.1:{submission} inet n - n - - smtpd
  -o syslog_name=postfix/submission
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o mynetworks=192.0.2.1/32
127.0.0.1:{smtps} inet n - n - - smtpd
  -o syslog_name=postfix/smtps
  -o smtpd_tls_wrappermode=yes
  -o smtpd_sasl_auth_enable=yes
  -o mynetworks=192.0.2.1/32
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

DOVECOT = """
base_dir = {root}/dovecot
state_dir = {root}/dovecot-state
log_path = {root}/mailbox.log
listen = 127.0.0.1
protocols = imap
mail_location = maildir:{root}/mail/%n
first_valid_uid = 5000
disable_plaintext_auth = yes
auth_failure_delay = 0
ssl = yes
ssl_cert = <{root}/server.pem
ssl_key = <{root}/server.key
passdb {{
  driver = passwd-file
  args = {root}/passwords
}}
userdb {{
  driver = static
  args = uid=5000 gid=5000 home={root}/mail/%n
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service auth {{
  unix_listener {root}/auth {{
    mode = 0666
  }}
}}
"""


class Servers:
    """Both servers, started; `people` are the addresses that exist."""

    def __init__(self, root, people):
        self.root = Path(root)
        self.root.chmod(0o755)
        self.ports = {name: free_port() for name in ("plain", "submission", "smtps", "imaps")}
        self.mail = self.root / "mail"
        for folder in ("etc", "queue", "data", "mail", "dovecot", "dovecot-state"):
            (self.root / folder).mkdir()
        os.chown(self.mail, ID, ID)
        shutil.chown(self.root / "data", "postfix")
        self.certificates()
        self.know(people, ())
        (self.root / "copies").write_text("finance@bma.example.org sent@bma.example.org\n")
        (self.root / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        facts = {"root": self.root, **self.ports}
        (self.root / "etc/main.cf").write_text(MAIN.format(**facts))
        (self.root / "etc/master.cf").write_text(MASTER.format(**facts))
        (self.root / "etc/dynamicmaps.cf").write_text("")
        (self.root / "dovecot.conf").write_text(DOVECOT.format(**facts))
        if Path("/etc/postfix/postfix-files").exists():
            shutil.copy("/etc/postfix/postfix-files", self.root / "etc")

    def __enter__(self):
        try:
            run("dovecot", "-c", self.root / "dovecot.conf")
            run("postfix", "-c", self.root / "etc", "start")
            for port in self.ports.values():
                wait(f"a server on port {port}", lambda: self.answers(port))
        except Exception:
            print(self.logs())
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for stop in (["postfix", "-c", self.root / "etc", "stop"], ["doveadm", "-c", self.root / "dovecot.conf", "stop"]):
            subprocess.run([str(word) for word in stop], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    @staticmethod
    def answers(port):
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", port)) == 0

    def certificates(self):
        """An office's own authority, and a certificate of its for this server."""
        at = {"cwd": self.root}
        new = ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-batch"]
        run(*new, "-x509", "-days", "2", "-subj", "/CN=Office CA", "-keyout", "ca.key", "-out", "ca.pem", **at)
        run(*new, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr", **at)
        (self.root / "names").write_text("subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n")
        run("openssl", "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "2", "-extfile", "names", "-out", "server.pem", **at)

    def know(self, people, refused):
        """Says which addresses exist, and which are refused at the door."""
        inbox = {"finance@bma.example.org": f"{USER}/", "sent@bma.example.org": f"{USER}/.Sent/"}
        boxes = {**{one: f"{one}/" for one in people}, **inbox}
        (self.root / "people").write_text("".join(f"{one} {box}\n" for one, box in boxes.items()))
        (self.root / "refused").write_text("".join(f"{one} 550 5.1.1 no such mailbox\n" for one in refused))
        if (self.root / "queue/pid/master.pid").exists():
            run("postfix", "-c", self.root / "etc", "reload")

    def url(self, door):
        if door == "plain":
            return f"smtp://127.0.0.1:{self.ports['plain']}"
        scheme = {"submission": "smtp+starttls", "smtps": "smtps"}[door]
        return f"{scheme}://{USER}:{PASSWORD}@localhost:{self.ports[door]}"

    def settle(self):
        """Waits until Postfix has nothing in hand."""
        folders = [self.root / "queue" / name for name in ("maildrop", "incoming", "active", "deferred")]
        wait("an empty queue", lambda: not any(path.is_file() for folder in folders for path in folder.rglob("*")))

    def arrived(self):
        """What lies in each mailbox, by mailbox: the bytes of its mails."""
        self.settle()
        found = {}
        for folder in self.mail.rglob("*"):
            if folder.name in ("new", "cur"):
                for path in sorted(folder.iterdir()):
                    found.setdefault(str(folder.parent.relative_to(self.mail)), []).append(path.read_bytes())
        return found

    def log(self):
        return (self.root / "post.log").read_text()

    def logs(self):
        paths = [self.root / "post.log", self.root / "mailbox.log"]
        return "\n".join("\n".join(path.read_text().splitlines()[-25:]) for path in paths if path.exists())

    def imap(self):
        return imaplib.IMAP4_SSL("localhost", self.ports["imaps"], ssl_context=ssl.create_default_context(cafile=self.root / "ca.pem"))


ADDED = re.compile(rb"\A(?:(?:Return-Path|X-Original-To|Delivered-To|Received):[^\n]*\n(?:[ \t][^\n]*\n)*)+")


def as_sent(stored):
    """A mail as it was handed over: without what the way added, lines ended by CRLF."""
    return ADDED.sub(b"", stored).replace(b"\n", b"\r\n")
