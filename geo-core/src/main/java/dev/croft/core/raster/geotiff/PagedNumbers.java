package dev.croft.core.raster.geotiff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A long array in the file, block offsets or byte counts, of which pages are read when first asked for: a raster of
 * millions of blocks is described without reading it. Thread-safe: a page is immutable once set; two threads may both read
 * it and then set equal ones.
 */
final class PagedNumbers {
    private static final int PAGE = 4096;

    private final TiffFile file;
    private final TiffTag tag;
    private final int type;
    private final long offset;
    private final long count;
    private final AtomicReferenceArray<long[]> pages;

    PagedNumbers(TiffFile file, TiffTag tag, int type, long offset, long count) {
        this.file = file;
        this.tag = tag;
        this.type = type;
        this.offset = offset;
        this.count = count;
        this.pages = new AtomicReferenceArray<>(Math.toIntExact((count + PAGE - 1) / PAGE));
    }

    long get(long index) throws IOException {
        int number = (int) (index / PAGE);
        long[] page = pages.get(number);
        if (page == null) {
            page = readPage(number);
            pages.set(number, page);
        }
        return page[(int) (index % PAGE)];
    }

    private long[] readPage(int number) throws IOException {
        long first = (long) number * PAGE;
        int length = (int) Math.min(PAGE, count - first);
        int width = FieldType.byteCount(type);
        ByteBuffer bytes = file.read(offset + first * width, length * width, tag.toString());
        long[] page = new long[length];
        for (int i = 0; i < length; i++) {
            page[i] = FieldType.wholeAt(bytes, type, i);
        }
        return page;
    }
}
