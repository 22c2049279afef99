package dev.croft.resample;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft.resample");

    /** What leads from files to files; the rest of the module knows grids, sources of cells and numbers. */
    private static final Set<String> KNOW_FILES = Set.of(
            "ResampleFileJob",
            "ResampleRun",
            "ResampleRequest",
            "ResampleSummary",
            "PassedRaster",
            "RasterOutput",
            "OutputFormat",
            "CogOutput",
            "TargetGrid",
            "GridRequest");

    private static final DescribedPredicate<JavaClass> KNOW_NO_FILES =
            describe("know no files", javaClass -> KNOW_FILES.stream()
                    .map(name -> "dev.croft.resample." + name)
                    .noneMatch(name -> javaClass.getName().equals(name)
                            || javaClass.getName().startsWith(name + "$")));

    @Test
    void kernelsAndDecisionsKnowNoFilesAndNoRuns() {
        noClasses()
                .that(KNOW_NO_FILES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "dev.croft.core..geotiff..")
                .orShould()
                .dependOnClassesThat(describe(
                        "jobs",
                        javaClass -> javaClass.getPackageName().equals("dev.croft.core.run")
                                && !javaClass.getSimpleName().equals("ByteSize")))
                .check(CLASSES);
    }

    @Test
    void kernelsAreNumbersOnly() {
        noClasses()
                .that()
                .areAssignableTo(Kernel.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.croft.core.problem..", "dev.croft.core.config..", "dev.croft.core.crs..")
                .check(CLASSES);
    }

    @Test
    void threadsAreNotStartedHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void onlyCoreIsKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "dev.croft.resample..", "dev.croft.core..", "com.google.errorprone..")
                .check(CLASSES);
    }

    @Test
    void rastersAreOpenedThroughTheirDoor() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "readers of formats",
                        javaClass -> javaClass.getPackageName().startsWith("dev.croft.core.raster.gdal")
                                || javaClass.getSimpleName().equals("GeoTiffSource")))
                .check(CLASSES);
    }
}
