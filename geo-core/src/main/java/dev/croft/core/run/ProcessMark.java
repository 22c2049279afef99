package dev.croft.core.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process a temporary file belongs to, in its name: {@code PID-START-NAMESPACE-HOST}. File systems are shared between hosts
 * and containers, so a number alone says nothing. Immutable.
 *
 * @param pid number of the process
 * @param startTicks its start in clock ticks since boot; "0" when there is no such process, or the system does not tell
 * @param namespace in which its number holds, see pid_namespaces(7); "0" when the system does not tell
 * @param host name of the host, shortened to a digest when it is long
 */
record ProcessMark(long pid, String startTicks, String namespace, String host) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d+)-(\\d+)-(.+)");
    private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d+)]");
    private static final String UNKNOWN = "0";

    /** File names are at most 255 bytes long, and the name of an output has to fit beside. */
    private static final int MOST_HOST_LENGTH = 32;

    static ProcessMark own(Host host) {
        long pid = ProcessHandle.current().pid();
        return new ProcessMark(pid, startTicks(host, pid), namespace(host), hostName(host));
    }

    /** The mark that has a text; empty for any other text. */
    static Optional<ProcessMark> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(
                        new ProcessMark(Long.parseLong(form.group(1)), form.group(2), form.group(3), form.group(4)))
                : Optional.empty();
    }

    /** Whether the process is known to have ended; false for one of another host or container, of which nothing is known. */
    boolean hasEnded(Host here) {
        ProcessMark own = own(here);
        boolean isNearby = own.isComplete() && namespace.equals(own.namespace) && host.equals(own.host);
        return isNearby && !startTicks.equals(startTicks(here, pid));
    }

    private boolean isComplete() {
        return !startTicks.equals(UNKNOWN)
                && !namespace.equals(UNKNOWN)
                && !host.equals(UNKNOWN)
                // What hosts are called that nobody gave a name, any number of them.
                && !host.equals("localhost");
    }

    /** Field 22 of {@code /proc/PID/stat} (proc(5)); "0" when there is no such process. */
    static String startTicks(Host host, long pid) {
        // The second field is the program's name in parentheses and may hold blanks.
        return host.text("/proc/" + pid + "/stat")
                .map(text -> text.substring(text.lastIndexOf(')') + 1).strip().split("\\s+", -1))
                .filter(fields -> fields.length > 19)
                .map(fields -> fields[19])
                .orElse(UNKNOWN);
    }

    private static String namespace(Host host) {
        Path link = host.path("/proc/self/ns/pid");
        try {
            Matcher target = NAMESPACE.matcher(Files.readSymbolicLink(link).toString());
            return target.matches() ? target.group(1) : UNKNOWN;
        } catch (IOException absentOrForbidden) {
            return UNKNOWN;
        }
    }

    private static String hostName(Host host) {
        String name = host.text("/proc/sys/kernel/hostname")
                .map(text -> text.replaceAll("[^A-Za-z0-9.-]", "_"))
                .filter(text -> !text.isEmpty())
                .orElse(UNKNOWN);
        return name.length() <= MOST_HOST_LENGTH
                ? name
                : Digests.sha256(name).replace(':', '-').substring(0, MOST_HOST_LENGTH);
    }

    @Override
    public String toString() {
        return pid + "-" + startTicks + "-" + namespace + "-" + host;
    }
}
