"""ResolveNames, the whole server: what a request costs it among many people, what memory it takes and how it starts."""
import base64, http.client, os, re, signal, socket, subprocess, sys, time

PASSWORD = "bench-password"
SERVER_CORE, LOAD_CORE = "0", "1"
TICKS = os.sysconf("SC_CLK_TCK")
# What docs/ARCHITECTURE.md says we aim at.
AIM_US = {"one_word": 50, "two_words": 500}
AIM_MB, AIM_SECONDS = 400, 5

BASIC = "Basic " + base64.b64encode(f"sadie@contoso.com:{PASSWORD}".encode()).decode()
REQUEST = """<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"
    xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages">
  <soap:Header><t:RequestServerVersion Version="Exchange2013"/></soap:Header>
  <soap:Body><m:ResolveNames ReturnFullContactData="false" SearchScope="ActiveDirectory">
    <m:UnresolvedEntry>%s</m:UnresolvedEntry></m:ResolveNames></soap:Body>
</soap:Envelope>"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_mb(pid, name):
    with open(f"/proc/{pid}/status") as file:
        return int(re.search(rf"^{name}:\s+(\d+) kB", file.read(), re.M).group(1)) / 1024


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def ask(port, entry):
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("POST", "/EWS/Exchange.asmx", (REQUEST % entry).encode(),
                       {"Authorization": BASIC, "Content-Type": "text/xml; charset=utf-8"})
    answer = connection.getresponse()
    return answer.status, answer.read()


class Server:
    def __init__(self, build, data):
        self.port = free_port()
        self.began = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, f"{build}/likeness", "serve", "--data", data,
                                         "--listen", f"http://127.0.0.1:{self.port}", "--threads", "1"],
                                        stdout=subprocess.DEVNULL)

    def wait_until(self, holds):
        """Seconds since the start."""
        while self.process.poll() is None:
            try:
                if holds():
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.01)
        sys.exit(f"likeness ended early with {self.process.returncode}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def write_script(file, queries):
    """A wrk script that asks for one line of `queries` after another."""
    head, _, tail = REQUEST.partition("%s")
    with open(file, "w") as script:
        script.write(f"""local texts, at = {{}}, 0
            for line in io.lines("{queries}") do texts[#texts + 1] = [[{head}]] .. line .. [[{tail}]] end
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "text/xml; charset=utf-8"
            wrk.headers["Authorization"] = "{BASIC}"
            request = function()
                at = at % #texts + 1
                return wrk.format(nil, nil, nil, texts[at])
            end\n""")


def cost_us(server, script, seconds):
    """CPU microseconds a request."""
    before = cpu_seconds(server.process.pid)
    printed = subprocess.run(["taskset", "-c", LOAD_CORE, "wrk", "-t1", "-c16", f"-d{seconds}s", "-s", script,
                              f"http://127.0.0.1:{server.port}/EWS/Exchange.asmx"], check=True, capture_output=True,
                             text=True).stdout
    requests = int(re.search(r"(\d+) requests in", printed).group(1))
    if "Non-2xx" in printed or "Socket errors" in printed:
        sys.exit(f"ResolveNames was not answered as it should be:\n{printed}")
    return (cpu_seconds(server.process.pid) - before) / requests * 1e6


def tell(name, value, unit, aim):
    print(f"{name:44} {value:8.1f} {unit:2}   aim {aim}{'' if value <= aim else '   OVER'}", flush=True)


def measure(build, programs, folder, people, queries, seconds=5):
    data = os.path.join(folder, "data")
    subprocess.run([f"{programs}/fill_people", data, str(people), PASSWORD, str(queries)], check=True)
    server = Server(build, data)
    try:
        first = server.wait_until(lambda: ask(server.port, "sadie")[0] != 503)
        ready = server.wait_until(lambda: b"ErrorServerBusy" not in ask(server.port, "sadie")[1])
        print(f"{people} people in the whole server, names without photos", flush=True)
        tell("start to first answer", first, "s", AIM_SECONDS)
        tell("start to first name found", ready, "s", AIM_SECONDS)
        for kind in AIM_US:
            script = os.path.join(folder, f"{kind}.lua")
            write_script(script, os.path.join(data, kind))
            cost_us(server, script, 1)
            costs = sorted(cost_us(server, script, seconds) for _ in range(3))
            tell(f"ResolveNames, {kind.replace('_', ' ')}, CPU a request", costs[1], "us", AIM_US[kind])
        tell("resident", status_mb(server.process.pid, "VmRSS"), "MB", AIM_MB)
        tell("  of it anonymous", status_mb(server.process.pid, "RssAnon"), "MB", AIM_MB)
        tell("  at most", status_mb(server.process.pid, "VmHWM"), "MB", AIM_MB)
    finally:
        server.stop()
