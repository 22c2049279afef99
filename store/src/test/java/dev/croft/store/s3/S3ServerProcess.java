package dev.croft.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs S3Proxy until standard input ends, as it does when the process that started this one is gone, in whatever way. Then the
 * folder of its settings goes, too.
 */
final class S3ServerProcess {
    private S3ServerProcess() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Path folder = Path.of(args[1]).toAbsolutePath().getParent();
        Thread watch = new Thread(() -> endWithInput(folder), "end-with-input");
        watch.setDaemon(true);
        watch.start();
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithInput(Path folder) {
        try (InputStream in = System.in) {
            in.transferTo(OutputStream.nullOutputStream());
            for (String name : List.of("s3proxy.properties", "credentials", "log")) {
                Files.delete(folder.resolve(name));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
