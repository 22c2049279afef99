package dev.croft.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Runs S3Proxy until standard input ends, as it does when the process that started this one is gone, in whatever way. */
final class S3ServerProcess {
    private S3ServerProcess() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(S3ServerProcess::endWithInput, "end-with-input");
        watch.setDaemon(true);
        watch.start();
        Class.forName("org.gaul.s3proxy.Main").getMethod("main", String[].class).invoke(null, (Object) args);
    }

    private static void endWithInput() {
        try (InputStream in = System.in) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }
}
