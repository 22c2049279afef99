package dev.croft.store.s3;

import dev.croft.core.run.RunContext;
import dev.croft.store.ObjectHeaders;
import dev.croft.store.ObjectStore;
import dev.croft.store.ObjectStores;
import java.io.IOException;
import java.nio.file.Path;

/** Puts a file in a bucket, one part after the other, as a process that can be killed. */
final class PutProcess {
    private PutProcess() {}

    /** Puts a file; {@code args} are port, location, file and key. */
    public static void main(String[] args) throws IOException {
        var options = S3Options.of(Integer.parseInt(args[0])).withThreads(1);
        try (RunContext context = RunContext.named("put").build();
                ObjectStore store = ObjectStores.open(args[1], options)) {
            store.put(Path.of(args[2]), args[3], ObjectHeaders.of(args[3]), context);
        }
    }
}
