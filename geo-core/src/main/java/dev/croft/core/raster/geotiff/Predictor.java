package dev.croft.core.raster.geotiff;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * What was done to each row of a block before it was compressed. Rows are those of the block, not of the raster, and their
 * bytes are in the byte order of the file.
 */
public enum Predictor {
    NONE(1) {
        @Override
        void undo(byte[] rows, RowShape shape, int rowCount) {}

        @Override
        void apply(byte[] rows, RowShape shape, int rowCount) {}
    },

    /** Differences to the sample before, TIFF 6.0 section 14; libtiff takes floats for integers of the same width. */
    HORIZONTAL(2) {
        @Override
        void undo(byte[] rows, RowShape shape, int rowCount) {
            for (int row = 0; row < rowCount; row++) {
                addAlong(rows, row * shape.length(), shape);
            }
        }

        @Override
        void apply(byte[] rows, RowShape shape, int rowCount) {
            for (int row = 0; row < rowCount; row++) {
                subtractAlong(rows, row * shape.length(), shape);
            }
        }
    },

    /** Bytes of floats sorted by significance, then differences of bytes: Adobe's TIFF technical note 3. */
    FLOATING_POINT(3) {
        @Override
        void undo(byte[] rows, RowShape shape, int rowCount) {
            byte[] sorted = new byte[shape.length()];
            for (int row = 0; row < rowCount; row++) {
                int start = row * shape.length();
                addAlong(rows, start, shape.asBytes());
                System.arraycopy(rows, start, sorted, 0, sorted.length);
                join(sorted, view(rows, shape), start, shape.sampleBytes());
            }
        }

        @Override
        void apply(byte[] rows, RowShape shape, int rowCount) {
            byte[] sorted = new byte[shape.length()];
            for (int row = 0; row < rowCount; row++) {
                int start = row * shape.length();
                split(view(rows, shape), start, sorted, shape.sampleBytes());
                System.arraycopy(sorted, 0, rows, start, sorted.length);
                subtractAlong(rows, start, shape.asBytes());
            }
        }
    };

    private final int tagValue;

    Predictor(int tagValue) {
        this.tagValue = tagValue;
    }

    /**
     * Form of one row of a block.
     *
     * @param length bytes of the row
     * @param sampleBytes bytes of a sample: 1, 2, 4 or 8
     * @param step samples from one of a band to the next of the same band
     * @param order of the bytes of a sample
     */
    record RowShape(int length, int sampleBytes, int step, ByteOrder order) {
        RowShape asBytes() {
            return new RowShape(length, 1, step, order);
        }
    }

    static Optional<Predictor> ofTag(long value) {
        for (Predictor predictor : values()) {
            if (predictor.tagValue == value) {
                return Optional.of(predictor);
            }
        }
        return Optional.empty();
    }

    int tagValue() {
        return tagValue;
    }

    /** Makes {@code rowCount} rows from the start of {@code rows} what they were before prediction. */
    abstract void undo(byte[] rows, RowShape shape, int rowCount);

    abstract void apply(byte[] rows, RowShape shape, int rowCount);

    /** Puts together samples whose most significant bytes come first in {@code sorted}, then the next, and so on. */
    private static void join(byte[] sorted, ByteBuffer rows, int start, int sampleBytes) {
        int count = sorted.length / sampleBytes;
        for (int i = 0; i < count; i++) {
            long bits = 0;
            for (int at = i; at < sorted.length; at += count) {
                bits = (bits << 8) | (sorted[at] & 0xFF);
            }
            if (sampleBytes == 4) {
                rows.putInt(start + 4 * i, (int) bits);
            } else {
                rows.putLong(start + 8 * i, bits);
            }
        }
    }

    private static void split(ByteBuffer rows, int start, byte[] sorted, int sampleBytes) {
        int count = sorted.length / sampleBytes;
        for (int i = 0; i < count; i++) {
            long bits = sampleBytes == 4 ? rows.getInt(start + 4 * i) : rows.getLong(start + 8 * i);
            for (int at = i + sorted.length - count; at >= 0; at -= count) {
                sorted[at] = (byte) bits;
                bits >>>= 8;
            }
        }
    }

    private static ByteBuffer view(byte[] rows, RowShape shape) {
        return ByteBuffer.wrap(rows).order(shape.order());
    }

    private static void addAlong(byte[] rows, int start, RowShape shape) {
        int end = start + shape.length();
        int back = shape.step() * shape.sampleBytes();
        if (shape.sampleBytes() == 1) {
            addBytes(rows, start, end, back);
            return;
        }
        ByteBuffer view = view(rows, shape);
        switch (shape.sampleBytes()) {
            case 2 -> {
                for (int i = start + back; i < end; i += 2) {
                    view.putShort(i, (short) (view.getShort(i) + view.getShort(i - back)));
                }
            }
            case 4 -> {
                for (int i = start + back; i < end; i += 4) {
                    view.putInt(i, view.getInt(i) + view.getInt(i - back));
                }
            }
            default -> {
                for (int i = start + back; i < end; i += 8) {
                    view.putLong(i, view.getLong(i) + view.getLong(i - back));
                }
            }
        }
    }

    private static void addBytes(byte[] bytes, int start, int end, int back) {
        if (back > 1) {
            for (int i = start + back; i < end; i++) {
                bytes[i] += bytes[i - back];
            }
            return;
        }
        int sum = 0; // neither read back from the array nor kept as a byte: each would cost several times the time
        for (int i = start; i < end; i++) {
            sum += bytes[i];
            bytes[i] = (byte) sum;
        }
    }

    private static void subtractAlong(byte[] rows, int start, RowShape shape) {
        ByteBuffer view = view(rows, shape);
        int back = shape.step() * shape.sampleBytes();
        int last = start + shape.length() - shape.sampleBytes();
        for (int i = last; i >= start + back; i -= shape.sampleBytes()) {
            switch (shape.sampleBytes()) {
                case 1 -> view.put(i, (byte) (view.get(i) - view.get(i - back)));
                case 2 -> view.putShort(i, (short) (view.getShort(i) - view.getShort(i - back)));
                case 4 -> view.putInt(i, view.getInt(i) - view.getInt(i - back));
                default -> view.putLong(i, view.getLong(i) - view.getLong(i - back));
            }
        }
    }
}
