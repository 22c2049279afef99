package dev.croft.core.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Child process that writes an output and scratch until it is told to stop; {@code MANNER TEMPORARY-FOLDER TARGET}. */
final class SlowJob {
    private SlowJob() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String manner = arguments[0];
        Duration grace = manner.equals("unwinds") ? Duration.ofMinutes(1) : Duration.ofMillis(50);
        try (RunContext context = RunContext.named("slow")
                        .temporaryFolder(Path.of(arguments[1]))
                        .grace(grace)
                        .build();
                AtomicOutput output = context.output(Path.of(arguments[2]), Overwrite.OWN_OUTPUTS, List.of())) {
            Path scratch = context.scratch().directory();
            Files.writeString(scratch.resolve("sort-0"), "x");
            System.out.println("working");
            switch (manner) {
                case "ends" -> output.commit();
                case "unwinds" -> writeUntilCancelled(context, output);
                case "fills scratch" -> fillForEver(scratch);
                default -> new CountDownLatch(1).await();
            }
        }
    }

    private static void writeUntilCancelled(RunContext context, AtomicOutput output) throws IOException {
        try (OutputStream stream = Files.newOutputStream(output.path())) {
            for (long batch = 0; ; batch++) {
                context.safePoint();
                if (batch < 1000) {
                    stream.write(new byte[4096]);
                }
            }
        } catch (CancelledException stopped) {
            // Printed here, because the JVM may be gone as soon as the context is closed.
            System.out.println(stopped.getMessage());
            throw stopped;
        }
    }

    /** Never comes to a safe point, and creates files while its folder is being removed. */
    private static void fillForEver(Path scratch) throws InterruptedException {
        for (long number = 0; ; number++) {
            try {
                Files.writeString(scratch.resolve("spill-" + number), "x");
            } catch (IOException removed) {
                new CountDownLatch(1).await();
            }
        }
    }
}
