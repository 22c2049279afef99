package dev.croft.tiling.gzip;

import dev.croft.core.problem.ConfigurationException;

/** Who compresses tiles. */
public enum Encoder {
    /** Croft's own: the same bytes on every machine and JDK. */
    CROFT(1, 2, 1) {
        @Override
        public String description(int level) {
            return "croft-deflate " + CROFT_VERSION + ", level " + level;
        }
    },

    /** {@link java.util.zip.Deflater}: the bytes depend on the zlib that the JDK brings or finds. */
    JDK(1, 9, 6) {
        @Override
        public String description(int level) {
            return "java.util.zip.Deflater of Java " + System.getProperty("java.runtime.version") + ", level " + level;
        }
    };

    /** To be raised with each change of the bytes that any level of {@link #CROFT} makes of any input. */
    private static final int CROFT_VERSION = 1;

    private final int fastestLevel;
    private final int smallestLevel;
    private final int usualLevel;

    Encoder(int fastestLevel, int smallestLevel, int usualLevel) {
        this.fastestLevel = fastestLevel;
        this.smallestLevel = smallestLevel;
        this.usualLevel = usualLevel;
    }

    /** The level that compresses fastest. */
    public int fastestLevel() {
        return fastestLevel;
    }

    /** The level that makes the smallest tiles. */
    public int smallestLevel() {
        return smallestLevel;
    }

    /** The level for those who have no wish. */
    public int usualLevel() {
        return usualLevel;
    }

    /** What made the bytes, for receipts and for metadata of archives. Equal descriptions mean equal bytes for {@link #CROFT} only. */
    public abstract String description(int level);

    /**
     * Checks that there is such a level.
     *
     * @throws ConfigurationException when there is not
     */
    public void requireLevel(int level) {
        if (level < fastestLevel || level > smallestLevel) {
            throw new ConfigurationException("Cannot compress at level " + level + " with the encoder " + name()
                    + ": its levels are " + fastestLevel + " to " + smallestLevel);
        }
    }
}
