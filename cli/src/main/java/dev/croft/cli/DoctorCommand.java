package dev.croft.cli;

import dev.croft.core.raster.gdal.GdalLibrary;
import dev.croft.core.run.CpuTopology;
import dev.croft.core.run.Host;
import dev.croft.core.run.MachineMemory;
import dev.croft.core.run.MountTable;
import dev.croft.core.run.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code croft doctor}: what Croft sees of this machine, each figure with its origin. */
@Command
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Host host = Host.local();
        out.printf(
                "Java     %s by %s, in %s%n",
                Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home"));
        describeGdal(out);
        describeCores(CpuTopology.of(host), out);
        out.println("Memory");
        MachineMemory.of(host).figures().forEach(figure -> out.println("  " + figure));
        out.println("Scratch, the first that will do is used");
        Scratch.describeCandidates(host).forEach(candidate -> out.println("  " + candidate));
        describeStale(Scratch.stale(host), out);
        out.println("Mounts");
        MountTable.of(host)
                .mounts()
                .forEach(mount -> out.printf("  %s: %s, %s%n", mount.point(), mount.type(), mount.storage()));
        return ExitCode.DONE.code();
    }

    /** Only looks: loading it takes longer than all else here. */
    private static void describeGdal(PrintWriter out) {
        Optional<Path> library = GdalLibrary.find();
        out.println(
                "GDAL     " + (library.isPresent() ? "by " + library.get() : "is not there. " + GdalLibrary.remedy()));
    }

    private static void describeCores(CpuTopology cpu, PrintWriter out) {
        out.printf("Cores    %d physical, %d logical%n", cpu.physicalCores(), cpu.logicalProcessors());
        cpu.limits().forEach(limit -> out.println("  " + limit));
        out.printf("  threads used: %d, because of %s%n", cpu.recommendedThreads(), cpu.decidingLimit());
    }

    private static void describeStale(List<Path> stale, PrintWriter out) {
        if (!stale.isEmpty()) {
            out.println("Left over by processes that are gone; may be removed");
            stale.forEach(folder -> out.println("  " + folder));
        }
    }
}
