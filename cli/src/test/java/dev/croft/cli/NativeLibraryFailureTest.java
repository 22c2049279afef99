package dev.croft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeLibraryFailureTest {
    static Stream<Throwable> fullDisks() {
        Throwable again = new NoClassDefFoundError("Could not initialize class com.example.Codec");
        again.initCause(
                new ExceptionInInitializerError(
                        "Exception java.lang.UnsatisfiedLinkError: Cannot unpack libcodec: No space left on device [in thread \"a\"]"));
        return Stream.of(
                again,
                new ExceptionInInitializerError(new IOException("File too large")),
                new ExceptionInInitializerError("Cannot unpack libzstd-jni: No space left on device"));
    }

    @ParameterizedTest
    @MethodSource("fullDisks")
    void fullTemporaryFolderIsNoFaultOfCroft(Throwable failure) {
        StringWriter err = new StringWriter();
        assertEquals(ExitCode.RESOURCES, Failure.report(failure, new PrintWriter(err)));
        assertTrue(err.toString().startsWith("Cannot go on: a native library could not be unpacked"), err::toString);
        assertTrue(err.toString().contains(System.getProperty("java.io.tmpdir")), err::toString);
    }

    @Test
    void absentClassIsAFault() {
        assertEquals(ExitCode.FAULT, ExitCode.of(new NoClassDefFoundError("com/example/Absent")));
    }
}
