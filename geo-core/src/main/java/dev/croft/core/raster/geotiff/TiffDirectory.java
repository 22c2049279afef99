package dev.croft.core.raster.geotiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One image file directory (TIFF 6.0 section 2; BigTIFF has wider counts and offsets): where the values of each tag lie.
 * Values are read when asked for, after their extent was checked against the file. Immutable.
 */
final class TiffDirectory {
    /** More directories or tags than any honest file has; a bound against loops and nonsense. */
    private static final int MOST = 65_536;

    /** Text beyond this is not a description but damage. */
    private static final int MOST_TEXT_BYTES = 1 << 24;

    private static final int REDUCED = 1;
    private static final int REDUCED_OR_MASK = REDUCED | 4;

    /** Type is a {@link FieldType} number; values lie at {@code offset}, which is inside the entry for short ones. */
    private record Entry(int type, long count, long offset) {}

    private final TiffFile file;
    private final Map<Integer, Entry> entries = new HashMap<>();
    private final long next;

    private TiffDirectory(TiffFile file, long offset) throws IOException {
        this.file = file;
        int countBytes = file.isBig() ? 8 : 2;
        int entryBytes = file.isBig() ? 20 : 12;
        int pointerBytes = file.isBig() ? 8 : 4;
        ByteBuffer head = file.read(offset, countBytes, "its directory");
        long count = file.isBig() ? head.getLong(0) : Short.toUnsignedInt(head.getShort(0));
        if (count < 1 || count > MOST) {
            throw file.damaged("TIFF_DIRECTORY", "its directory at byte " + offset + " claims " + count + " tags");
        }
        int byteCount = (int) count * entryBytes;
        ByteBuffer body = file.read(offset + countBytes, byteCount, "its directory");
        for (int i = 0; i < count; i++) {
            addEntry(body, i * entryBytes, offset + countBytes);
        }
        // Some writers end the file without the last pointer, which would be zero.
        long pointer = offset + countBytes + byteCount;
        next = file.holds(pointer, pointerBytes) ? pointerAt(file.read(pointer, pointerBytes, "its directory"), 0) : 0;
    }

    private void addEntry(ByteBuffer body, int at, long bodyOffset) {
        int tag = Short.toUnsignedInt(body.getShort(at));
        int type = Short.toUnsignedInt(body.getShort(at + 2));
        int inlineAt = file.isBig() ? 12 : 8;
        int inlineBytes = file.isBig() ? 8 : 4;
        long count = file.isBig() ? body.getLong(at + 4) : Integer.toUnsignedLong(body.getInt(at + 4));
        int width = FieldType.byteCount(type);
        if (width == 0) {
            return; // TIFF 6.0 section 2: "readers should skip over fields containing an unexpected field type"
        }
        boolean isInline = count >= 0 && count <= inlineBytes / width;
        long offset = isInline ? bodyOffset + at + inlineAt : pointerAt(body, at + inlineAt);
        entries.putIfAbsent(tag, new Entry(type, count, offset));
    }

    private long pointerAt(ByteBuffer buffer, int at) {
        return file.isBig() ? buffer.getLong(at) : Integer.toUnsignedLong(buffer.getInt(at));
    }

    /** The directory of the first image that is neither an overview nor a mask; the first of all when there is none. */
    static TiffDirectory ofMainImage(TiffFile file) throws IOException {
        TiffDirectory first = first(file);
        Set<Long> seen = new HashSet<>();
        for (Optional<TiffDirectory> at = Optional.of(first);
                at.isPresent();
                at = at.get().next(seen)) {
            if ((at.get().kind() & REDUCED_OR_MASK) == 0) {
                return at.get();
            }
        }
        return first;
    }

    /** Directories of the overviews in the file's order. */
    static List<TiffDirectory> ofOverviews(TiffFile file) throws IOException {
        List<TiffDirectory> overviews = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Optional<TiffDirectory> at = Optional.of(first(file));
                at.isPresent();
                at = at.get().next(seen)) {
            if ((at.get().kind() & REDUCED_OR_MASK) == REDUCED) {
                overviews.add(at.get());
            }
        }
        return overviews;
    }

    private static TiffDirectory first(TiffFile file) throws IOException {
        if (file.firstDirectory() == 0) {
            throw file.damaged("TIFF_DIRECTORY", "it holds no image");
        }
        return new TiffDirectory(file, file.firstDirectory());
    }

    private long kind() throws IOException {
        return number(TiffTag.NEW_SUBFILE_TYPE, 0);
    }

    /** The directory after this one; empty after the last, and where a damaged file runs in a circle. */
    private Optional<TiffDirectory> next(Set<Long> seen) throws IOException {
        boolean goesOn = next != 0 && next != file.firstDirectory() && seen.add(next) && seen.size() < MOST;
        return goesOn ? Optional.of(new TiffDirectory(file, next)) : Optional.empty();
    }

    boolean has(TiffTag tag) {
        return entries.containsKey(tag.number());
    }

    /** Number of values of {@code tag}, 0 when the file lacks it. */
    long count(TiffTag tag) {
        return has(tag) ? entries.get(tag.number()).count() : 0;
    }

    /** The first value of {@code tag}, which the file must have. */
    long number(TiffTag tag) throws IOException {
        return numbers(tag, 1)[0];
    }

    long number(TiffTag tag, long whenAbsent) throws IOException {
        return has(tag) ? number(tag) : whenAbsent;
    }

    /** The first {@code count} values of {@code tag}, which must have at least so many. */
    long[] numbers(TiffTag tag, int count) throws IOException {
        Entry entry = entry(tag, count);
        if (!FieldType.isWhole(entry.type())) {
            throw file.damaged("TIFF_TAG", tag + " has type " + entry.type() + ", not a whole number");
        }
        ByteBuffer bytes = file.read(entry.offset(), count * FieldType.byteCount(entry.type()), tag.toString());
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = FieldType.wholeAt(bytes, entry.type(), i);
        }
        return values;
    }

    /** All values of {@code tag}; none when the file lacks it. */
    double[] doubles(TiffTag tag, int atMost) throws IOException {
        if (!has(tag)) {
            return new double[0];
        }
        int count = (int) Math.min(count(tag), atMost);
        Entry entry = entry(tag, count);
        if (entry.type() != FieldType.DOUBLE) {
            throw file.damaged("TIFF_TAG", tag + " has type " + entry.type() + ", not double");
        }
        double[] values = new double[count];
        file.read(entry.offset(), count * Double.BYTES, tag.toString())
                .asDoubleBuffer()
                .get(values);
        return values;
    }

    /** The text of {@code tag} up to its terminator; empty when the file lacks it. */
    String text(TiffTag tag) throws IOException {
        if (!has(tag)) {
            return "";
        }
        Entry entry = entry(tag, 0);
        if (entry.count() > MOST_TEXT_BYTES || FieldType.byteCount(entry.type()) != 1) {
            throw file.damaged("TIFF_TAG", tag + " holds no text but " + entry.count() + " values");
        }
        byte[] bytes =
                file.read(entry.offset(), (int) entry.count(), tag.toString()).array();
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Puts all tags but {@code others} into the directory of another file, whose byte order must be the same. */
    void copyTo(DirectoryBuilder target, Set<TiffTag> others) throws IOException {
        Set<Integer> left = others.stream().map(TiffTag::number).collect(Collectors.toSet());
        for (Map.Entry<Integer, Entry> tag : entries.entrySet()) {
            if (!left.contains(tag.getKey())) {
                Entry entry = tag.getValue();
                int byteCount = Math.toIntExact(entry.count() * FieldType.byteCount(entry.type()));
                ByteBuffer values = file.read(entry.offset(), byteCount, "tag " + tag.getKey());
                target.putCopy(tag.getKey(), entry.type(), entry.count(), values);
            }
        }
    }

    /** The {@code count} values of {@code tag}, read when they are asked for. */
    PagedNumbers pagedNumbers(TiffTag tag, long count) {
        Entry entry = entry(tag, count);
        if (!FieldType.isWhole(entry.type())) {
            throw file.damaged("TIFF_TAG", tag + " has type " + entry.type() + ", not a whole number");
        }
        return new PagedNumbers(file, tag, entry.type(), entry.offset(), count);
    }

    private Entry entry(TiffTag tag, long atLeast) {
        Entry entry = entries.get(tag.number());
        if (entry == null) {
            throw file.damaged("TIFF_TAG", tag + " is missing");
        }
        if (entry.count() < atLeast) {
            throw file.damaged("TIFF_TAG", tag + " holds " + entry.count() + " values, expected " + atLeast);
        }
        int width = FieldType.byteCount(entry.type());
        if (entry.count() > file.byteCount() / width || !file.holds(entry.offset(), entry.count() * width)) {
            throw file.damaged(
                    "TIFF_TRUNCATED",
                    tag + " says " + entry.count() + " values from byte " + Long.toUnsignedString(entry.offset())
                            + ", and the file ends at byte " + file.byteCount());
        }
        return entry;
    }
}
