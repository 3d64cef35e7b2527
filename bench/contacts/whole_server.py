"""Contacts, the whole server: what a request costs it in a mailbox with many of them, and what a write waits for."""
import base64, http.client, os, re, signal, socket, subprocess, sys, time

PASSWORD = "bench-password"
SERVER_CORE, LOAD_CORE = "0", "1"
TICKS = os.sysconf("SC_CLK_TCK")
PICTURE_BYTES = 12 * 1024
PICTURE_EVERY = 10  # One contact in so many has a picture.
BATCH = 512
# What docs/ARCHITECTURE.md says we aim at.
AIM_US = {"GetItem": 60, "GetAttachment": 40, "FindItem": 3000, "SyncFolderItems": 100}
NAMES = {
    "GetItem": "GetItem, one contact with its attachments",
    "GetAttachment": "GetAttachment, 12 KB",
    "FindItem": "FindItem, 100 of all, sorted, restricted",
    "SyncFolderItems": "SyncFolderItems, nothing changed",
}

BASIC = "Basic " + base64.b64encode(f"sadie@contoso.com:{PASSWORD}".encode()).decode()
HEADERS = {"Authorization": BASIC, "Content-Type": "text/xml; charset=utf-8"}
CONTACTS = '<t:DistinguishedFolderId Id="contacts"/>'


def envelope(body):
    return f"""<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
    xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
  <soap:Header><t:RequestServerVersion Version="Exchange2013"/></soap:Header>
  <soap:Body>{body}</soap:Body>
</soap:Envelope>"""


def get_item(item):
    return envelope(f'<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>'
                    f'<m:ItemIds><t:ItemId Id="{item}"/></m:ItemIds></m:GetItem>')


def get_attachment(attachment):
    return envelope('<m:GetAttachment><m:AttachmentShape/><m:AttachmentIds>'
                    f'<t:AttachmentId Id="{attachment}"/></m:AttachmentIds></m:GetAttachment>')


def find_item(offset, town):
    return envelope(f"""<m:FindItem Traversal="Shallow">
      <m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>
      <m:IndexedPageItemView MaxEntriesReturned="100" Offset="{offset}" BasePoint="Beginning"/>
      <m:Restriction><t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase">
        <t:FieldURI FieldURI="contacts:CompanyName"/><t:Constant Value="{town}"/></t:Contains></m:Restriction>
      <m:SortOrder><t:FieldOrder Order="Descending"><t:FieldURI FieldURI="contacts:Surname"/></t:FieldOrder>
      </m:SortOrder><m:ParentFolderIds>{CONTACTS}</m:ParentFolderIds></m:FindItem>""")


def find_pictures(offset):
    return envelope(f"""<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>
      <m:IndexedPageItemView MaxEntriesReturned="1000" Offset="{offset}" BasePoint="Beginning"/>
      <m:Restriction><t:IsEqualTo><t:FieldURI FieldURI="contacts:HasPicture"/>
        <t:FieldURIOrConstant><t:Constant Value="true"/></t:FieldURIOrConstant></t:IsEqualTo></m:Restriction>
      <m:ParentFolderIds>{CONTACTS}</m:ParentFolderIds></m:FindItem>""")


def sync_folder(state):
    known = f"<m:SyncState>{state}</m:SyncState>" if state else ""
    return envelope('<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape>'
                    f'<m:SyncFolderId>{CONTACTS}</m:SyncFolderId>{known}'
                    f'<m:MaxChangesReturned>{BATCH}</m:MaxChangesReturned></m:SyncFolderItems>')


def create_item(number, content):
    return envelope(f"""<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>{CONTACTS}</m:SavedItemFolderId>
      <m:Items><t:Contact><t:Attachments><t:FileAttachment><t:Name>ContactPicture.jpg</t:Name>
        <t:IsInline>false</t:IsInline><t:IsContactPhoto>true</t:IsContactPhoto><t:Content>{content}</t:Content>
      </t:FileAttachment></t:Attachments><t:GivenName>New</t:GivenName><t:CompanyName>Contoso</t:CompanyName>
      <t:Surname>Desk {number}</t:Surname></t:Contact></m:Items></m:CreateItem>""")


def picture():
    """As a JPEG begins, and of the size that thumbnails have: nothing here decodes it."""
    return (b"\xff\xd8\xff\xe0" + bytes(i * 7 % 251 for i in range(PICTURE_BYTES)))[:PICTURE_BYTES]


def write_cards(path, count):
    towns = ["Aspen", "Birch", "Cedar", "Elm", "Fir", "Juniper", "Larch", "Maple", "Oak", "Pine"]
    things = ["Bench", "Chair", "Desk", "Door", "Lamp", "Shelf", "Stair", "Stool", "Table", "Window"]
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(picture()).decode() + "\r\n"
    with open(path, "w", newline="") as file:
        for i in range(count):
            given, surname = things[i % 10], f"{towns[i // 10 % 10]}{things[i // 100 % 10].lower()} {i * 7919 % count}"
            file.write(f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:bench-{i}\r\nN:{surname};{given};;;\r\nFN:{given} {surname}\r\n"
                       f"ORG:{towns[i // 1000 % 10]} {things[i // 7 % 10]} works;Room {i % 97}\r\n"
                       f"EMAIL:{given.lower()}.{i}@contoso.com\r\nTEL;TYPE=work:+1 425 555 {i % 10000:04}\r\n"
                       f"TEL;TYPE=cell:+1 425 556 {i % 10000:04}\r\nADR;TYPE=work:;;{i % 500} Main Street;Redmond;WA;98052;\r\n"
                       f"TITLE:Keeper of the {given.lower()}\r\n{photo if i % PICTURE_EVERY == 0 else ''}END:VCARD\r\n")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Server:
    def __init__(self, program, data):
        self.port = free_port()
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, program, "serve", "--data", data, "--listen",
                                         f"http://127.0.0.1:{self.port}", "--threads", "1"], stdout=subprocess.DEVNULL)
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        self.wait_until_ready()

    def wait_until_ready(self):
        while self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        sys.exit(f"likeness ended early with {self.process.returncode}")

    def ask(self, text):
        self.connection.request("POST", "/EWS/Exchange.asmx", text.encode(), HEADERS)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        if answer.status != 200 or "NoError" not in body:
            sys.exit(f"it was not answered as it should be:\n{text}\n{body[:2000]}")
        return body

    def cpu_seconds(self):
        return cpu_seconds(self.process.pid)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def write_script(path, texts):
    """A wrk script that asks for one text after another."""
    with open(path + ".texts", "w") as file:
        file.write("\0".join(text.replace("\n", " ") for text in texts))
    with open(path, "w") as script:
        script.write(f"""local texts, at = {{}}, 0
            local file = io.open("{path}.texts")
            for text in file:read("*a"):gmatch("[^%z]+") do texts[#texts + 1] = text end
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "{HEADERS['Content-Type']}"
            wrk.headers["Authorization"] = "{BASIC}"
            request = function()
                at = at % #texts + 1
                return wrk.format(nil, nil, nil, texts[at])
            end\n""")


def cost_us(server, script, seconds):
    """CPU microseconds a request."""
    before = server.cpu_seconds()
    printed = subprocess.run(["taskset", "-c", LOAD_CORE, "wrk", "-t1", "-c8", f"-d{seconds}s", "-s", script,
                              f"http://127.0.0.1:{server.port}/EWS/Exchange.asmx"], check=True, capture_output=True,
                             text=True).stdout
    requests = int(re.search(r"(\d+) requests in", printed).group(1))
    if "Non-2xx" in printed or "Socket errors" in printed:
        sys.exit(f"it was not answered as it should be:\n{printed}")
    return (server.cpu_seconds() - before) / requests * 1e6


def median(values):
    return sorted(values)[len(values) // 2]


def durable_write_ms(folder, count):
    """What the disk takes for a picture and an item, until it is there to stay."""
    times = []
    with open(os.path.join(folder, "durable"), "wb") as file:
        for _ in range(count):
            began = time.perf_counter()
            file.write(b"x" * (PICTURE_BYTES + 4096))
            file.flush()
            os.fdatasync(file.fileno())
            times.append((time.perf_counter() - began) * 1e3)
    return median(times)


def tell(name, value, unit, aim):
    print(f"{name:44} {value:8.1f} {unit:2}   aim {aim:.4g}{'' if value <= aim else '   OVER'}", flush=True)


def fill(program, folder, count):
    data, cards, secret = (os.path.join(folder, name) for name in ("data", "cards.vcf", "password"))
    with open(secret, "w") as file:
        file.write(PASSWORD + "\n")
    write_cards(cards, count)

    def admin(*words):
        subprocess.run([program, "admin", *words, "--data", data], check=True, stdout=subprocess.DEVNULL)

    admin("person", "add", "sadie@contoso.com", "--name", "Sadie Daniels")
    admin("account", "password", "sadie@contoso.com", "--password-file", secret)
    began = time.monotonic()
    admin("contacts", "import", "sadie@contoso.com", cards, "--quiet")
    print(f"{count} contacts, every tenth with a picture of 12 KB, imported in {time.monotonic() - began:.1f} s",
          flush=True)
    return data


def synced_state(server):
    """The state of somebody who knows everything."""
    state = ""
    while True:
        answer = server.ask(sync_folder(state))
        state = re.search(r"SyncState>([^<]+)<", answer).group(1)
        if "IncludesLastItemInRange>true<" in answer and "ItemId" not in answer:
            return state


def requests_of(server, count):
    """The texts to ask, by operation."""
    found = server.ask(find_pictures(0))
    items = re.findall(r'<t:ItemId Id="([^"]+)"', found)[:200]
    attachments = [re.search(r'AttachmentId Id="([^"]+)"', server.ask(get_item(item))).group(1) for item in items]
    return {
        "GetItem": [get_item(item) for item in items],
        "GetAttachment": [get_attachment(attachment) for attachment in attachments],
        "FindItem": [find_item(i * 97 % max(1, count // 20), town) for i in range(20) for town in ("Oak", "elm", "PINE")],
        "SyncFolderItems": [sync_folder(synced_state(server))],
    }


def measure_creation(server, folder, count):
    content = base64.b64encode(picture()).decode()
    times = []
    before = server.cpu_seconds()
    for i in range(count):
        text = create_item(i, content)
        began = time.perf_counter()
        server.ask(text)
        times.append((time.perf_counter() - began) * 1e3)
    cpu = (server.cpu_seconds() - before) / count * 1e6
    disk = durable_write_ms(folder, count)
    print(f"{'a durable write of as much':44} {disk:8.2f} ms", flush=True)
    # One commit is one wait for the disk; the other waits are for what SQLite writes beside the data.
    tell("CreateItem with a picture, until answered", median(times), "ms", 2 * disk + 1)
    print(f"{'  of it CPU':44} {cpu:8.1f} us", flush=True)


def measure(program, folder, count, seconds):
    server = Server(program, fill(program, folder, count))
    try:
        for operation, texts in requests_of(server, count).items():
            script = os.path.join(folder, f"{operation}.lua")
            write_script(script, texts)
            cost_us(server, script, 1)
            costs = [cost_us(server, script, seconds) for _ in range(3)]
            tell(f"{NAMES[operation]}, CPU", median(costs), "us", AIM_US[operation])
        measure_creation(server, folder, 300)
    finally:
        server.stop()
