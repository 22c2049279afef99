package dev.croft.core.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How progress looks and how often it is shown. Texts carry their own line ends. Immutable. */
sealed interface ProgressStyle {
    /** A step at some time after it began. */
    record Moment(String step, String unit, long done, OptionalLong total, long elapsedNanos) {
        double seconds() {
            return elapsedNanos / 1e9;
        }

        double perSecond() {
            return elapsedNanos <= 0 ? 0 : done / seconds();
        }

        /** Done part of the total, 0 to 1; empty when the total is unknown or was exceeded. */
        OptionalDouble share() {
            boolean known = total.isPresent() && total.getAsLong() > 0 && done <= total.getAsLong();
            return known ? OptionalDouble.of((double) done / total.getAsLong()) : OptionalDouble.empty();
        }

        /** Seconds left at the mean rate so far. */
        OptionalLong secondsLeft() {
            return share().isPresent() && done > 0
                    ? OptionalLong.of(Math.round((total.getAsLong() - done) / perSecond()))
                    : OptionalLong.empty();
        }
    }

    long firstNanos();

    long intervalNanos();

    String line(Moment moment);

    String lastLine(Moment moment);

    static ProgressStyle of(Progress.Mode mode, Host host) {
        return switch (mode) {
            case AUTO -> isTerminal(host) ? new Bar(columns(host)) : new Plain();
            case PLAIN -> new Plain();
            case JSON -> new Json();
            case OFF -> new Silent();
        };
    }

    /** Asks the kernel where standard error goes: {@code System.console()} looks at the other streams, and differs by version. */
    private static boolean isTerminal(Host host) {
        try {
            String target = Files.readSymbolicLink(host.path("/proc/self/fd/2")).toString();
            boolean device =
                    target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            return device && !host.variable("TERM").orElse("dumb").equals("dumb");
        } catch (IOException noProcfs) {
            return false;
        }
    }

    private static int columns(Host host) {
        return host.variable("COLUMNS")
                .filter(text -> text.matches("[1-9]\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(80);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String rate(Moment moment) {
        double perSecond = moment.perSecond();
        String number = perSecond < 10
                ? String.format(Locale.ROOT, "%.1f", perSecond)
                : String.format(Locale.ROOT, "%,d", Math.round(perSecond));
        return number + " " + moment.unit() + "/s";
    }

    /** Seconds as {@code 1:02:03} or {@code 2:03}. */
    private static String clock(long seconds) {
        long minutes = seconds / 60;
        return minutes < 60
                ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", minutes / 60, minutes % 60, seconds % 60);
    }

    /** Such as {@code zonal: 1,200 of 4,000 zones (30%), 812 zones/s, 0:03 left}. */
    private static String sentence(Moment moment) {
        StringBuilder text = new StringBuilder(moment.step()).append(": ").append(count(moment.done()));
        moment.share().ifPresent(share -> text.append(" of ")
                .append(count(moment.total().getAsLong())));
        text.append(' ').append(moment.unit());
        moment.share()
                .ifPresent(share -> text.append(" (").append(percent(share)).append(')'));
        text.append(", ").append(rate(moment));
        moment.secondsLeft()
                .ifPresent(seconds -> text.append(", ").append(clock(seconds)).append(" left"));
        return text.toString();
    }

    /** Rounded down: 100% is said when all is done. */
    private static String percent(double share) {
        return (int) Math.floor(share * 100) + "%";
    }

    private static String ending(Moment moment) {
        return String.format(
                Locale.ROOT,
                "%s: %s %s in %.1f s, %s",
                moment.step(),
                count(moment.done()),
                moment.unit(),
                moment.seconds(),
                rate(moment));
    }

    /** One line of a terminal, painted over. */
    record Bar(int columns) implements ProgressStyle {
        private static final int WIDTH = 20;
        private static final String START_OF_LINE = "\r";
        private static final String CLEAR_REST = "\u001b[K";

        @Override
        public long firstNanos() {
            return intervalNanos();
        }

        @Override
        public long intervalNanos() {
            return Duration.ofMillis(200).toNanos();
        }

        @Override
        public String line(Moment moment) {
            return START_OF_LINE + fit(bar(moment) + sentence(moment)) + CLEAR_REST;
        }

        @Override
        public String lastLine(Moment moment) {
            return START_OF_LINE + fit(ending(moment)) + CLEAR_REST + System.lineSeparator();
        }

        private static String bar(Moment moment) {
            if (moment.share().isEmpty()) {
                return "";
            }
            int filled = (int) Math.floor(moment.share().getAsDouble() * WIDTH);
            return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] ";
        }

        /** A full line would wrap, and could not be painted over. */
        private String fit(String text) {
            return text.length() < columns ? text : text.substring(0, columns - 1);
        }
    }

    /** Whole lines, for logs. */
    record Plain() implements ProgressStyle {
        @Override
        public long firstNanos() {
            return Duration.ofSeconds(2).toNanos();
        }

        @Override
        public long intervalNanos() {
            return Duration.ofSeconds(10).toNanos();
        }

        @Override
        public String line(Moment moment) {
            return sentence(moment) + System.lineSeparator();
        }

        @Override
        public String lastLine(Moment moment) {
            return ending(moment) + System.lineSeparator();
        }
    }

    /** One JSON object per line, at the times of {@link Plain}. */
    record Json() implements ProgressStyle {
        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public long firstNanos() {
            return new Plain().firstNanos();
        }

        @Override
        public long intervalNanos() {
            return new Plain().intervalNanos();
        }

        @Override
        public String line(Moment moment) {
            return object(moment, "running");
        }

        @Override
        public String lastLine(Moment moment) {
            return object(moment, "ended");
        }

        private static String object(Moment moment, String state) {
            ObjectNode node = JSON.createObjectNode();
            node.put("event", "progress").put("step", moment.step()).put("state", state);
            node.put("unit", moment.unit()).put("done", moment.done());
            moment.total().ifPresent(total -> node.put("total", total));
            node.put("seconds", thousandths(moment.seconds())).put("perSecond", thousandths(moment.perSecond()));
            moment.secondsLeft().ifPresent(seconds -> node.put("secondsLeft", seconds));
            return node + System.lineSeparator();
        }

        private static double thousandths(double value) {
            return Math.round(value * 1000) / 1000.0;
        }
    }

    /** Nothing at all. */
    record Silent() implements ProgressStyle {
        @Override
        public long firstNanos() {
            return Long.MAX_VALUE / 2;
        }

        @Override
        public long intervalNanos() {
            return Long.MAX_VALUE / 2;
        }

        @Override
        public String line(Moment moment) {
            return "";
        }

        @Override
        public String lastLine(Moment moment) {
            return "";
        }
    }
}
