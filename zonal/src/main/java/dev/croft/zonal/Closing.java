package dev.croft.zonal;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes several things, whatever happens to one of them. */
final class Closing {
    private Closing() {}

    /** Closes all, the last one first; throws one of the failures. */
    static void all(List<? extends Closeable> open) throws IOException {
        if (open.isEmpty()) {
            return;
        }
        int last = open.size() - 1;
        try {
            open.get(last).close();
        } finally {
            all(open.subList(0, last));
        }
    }
}
