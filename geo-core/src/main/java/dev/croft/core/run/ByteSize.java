package dev.croft.core.run;

import dev.croft.core.problem.ConfigurationException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of bytes as people write them: {@code 2g}, {@code 512m}, {@code 1.5GiB}, {@code 10GB}, {@code 4096}. A letter alone, as in
 * {@code java -Xmx2g}, or with {@code iB} counts in powers of 1024; with {@code B} in powers of 1000, as GNU coreutils do.
 */
public final class ByteSize {
    private static final Pattern TEXT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([kmgtp]?)(i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> POWERS = Map.of("", 0, "k", 1, "m", 2, "g", 3, "t", 4, "p", 5);

    private ByteSize() {}

    /**
     * Bytes that {@code text} stands for, a fraction of a byte dropped.
     *
     * @param option name of the option or setting, for the message
     * @throws ConfigurationException when it is no size, zero, or more than a {@code long} holds
     */
    public static long parse(String option, String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new ConfigurationException("Cannot use \"" + text + "\" for " + option
                    + ": a size is a number and a unit, such as 512m, 2g or 1.5GiB");
        }
        String unit = matcher.group(2).toLowerCase(Locale.ROOT);
        boolean decimal = "b".equalsIgnoreCase(matcher.group(3));
        BigInteger bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(decimal ? 1000 : 1024).pow(POWERS.get(unit)))
                .toBigInteger();
        if (bytes.signum() == 0 || bytes.bitLength() > 63) {
            throw new ConfigurationException("Cannot use \"" + text + "\" for " + option + ": "
                    + (bytes.signum() == 0 ? "it is less than one byte" : "no machine has that much"));
        }
        return bytes.longValueExact();
    }

    /** Three figures and a unit in powers of 1024, such as {@code 1.50 GiB}; whole bytes below 1 KiB. */
    public static String format(long bytes) {
        if (Math.abs(bytes) < 1024) {
            return bytes + " bytes";
        }
        double amount = bytes;
        int power = 0;
        // 1023.5 would be printed as 1024.
        while (Math.abs(amount) >= 1023.5 && power < 5) {
            amount /= 1024;
            power++;
        }
        int decimals = Math.abs(amount) < 9.995 ? 2 : Math.abs(amount) < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f %ciB", amount, " KMGTP".charAt(power));
    }
}
