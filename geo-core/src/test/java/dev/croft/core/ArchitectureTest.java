package dev.croft.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows of the architecture: who may know whom, and who may touch files, threads and libraries. */
class ArchitectureTest {
    private static final String CORE = "dev.croft.core";

    /** Classes that open a file in whatever format it has; they alone know both the interface and the formats. */
    private static final DescribedPredicate<JavaClass> ARE_DOORS = describe("doors", javaClass -> Set.of(
                    "RasterSources", "ScratchDirectory", "ZippedRaster", "ZoneSources", "TableSinks", "GeoTableSinks")
            .contains(javaClass.getSimpleName()));

    private static JavaClasses core;

    @BeforeAll
    static void readClasses() {
        core = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(CORE);
    }

    private static DescribedPredicate<JavaClass> named(String description, Set<String> names) {
        return describe(description, javaClass -> names.contains(javaClass.getName()));
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(CORE + ".(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(ARE_DOORS, DescribedPredicate.alwaysTrue())
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void valuesAndInterfacesKnowNoFiles() {
        DescribedPredicate<JavaClass> failures = named(
                "failures of files",
                Set.of(
                        "java.io.IOException",
                        "java.io.UncheckedIOException",
                        "java.io.Closeable",
                        "java.io.Serializable"));
        noClasses()
                .that(areValuesOrInterfaces())
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..")
                        .and(DescribedPredicate.not(failures)))
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void threadsExistInRunOnly() {
        DescribedPredicate<JavaClass> threads = describe(
                "threads and executors",
                javaClass -> Set.of("java.lang.Thread", "java.lang.ThreadGroup", "java.util.Timer")
                                .contains(javaClass.getName())
                        || (javaClass.getPackageName().equals("java.util.concurrent")
                                && (javaClass.getSimpleName().contains("Executor")
                                        || javaClass.getSimpleName().startsWith("ForkJoin")
                                        || javaClass.getSimpleName().contains("Future"))));
        // The block cache makes no thread; it waits politely and keeps interrupt flags.
        noClasses()
                .that()
                .resideOutsideOfPackages(CORE + ".run..", CORE + ".raster.cache..")
                .should()
                .dependOnClassesThat(threads)
                .allowEmptyShould(true)
                .check(core);
    }

    @Test
    void projectionLibraryAppearsInCrsOnly() {
        onlyIn("org.locationtech.proj4j..", CORE + ".crs..");
    }

    @Test
    void hadoopAndParquetAppearInParquetPackagesOnly() {
        onlyIn("org.apache.hadoop..", "..parquet..");
        onlyIn("org.apache.parquet..", "..parquet..");
    }

    @Test
    void gdalAppearsInItsPackageOnlyAndThatIsLoadedByNameOnly() {
        onlyIn("org.gdal..", CORE + ".raster.gdal.jni..");
        onlyIn(CORE + ".raster.gdal.jni..", CORE + ".raster.gdal.jni..");
    }

    @Test
    void arrowAppearsInItsPackageOnly() {
        onlyIn("org.apache.arrow..", CORE + ".table.arrow..");
    }

    @Test
    void codecsAppearInFormatPackagesOnly() {
        for (String codec : new String[] {"com.github.luben.zstd..", "io.airlift.compress..", "org.brotli.dec.."}) {
            onlyIn(codec, "..parquet..", CORE + ".raster.*..");
        }
    }

    @Test
    void nothingIsPrintedOrLoggedButProgress() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(CORE + ".run.Progress")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .allowEmptyShould(true)
                .check(core);
    }

    private static void onlyIn(String library, String... packages) {
        classes()
                .that()
                .resideInAPackage(CORE + "..")
                .and(describe("depend on " + library, javaClass -> javaClass.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> resideInAPackage(library).test(dependency.getTargetClass()))))
                .should()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .check(core);
    }

    private static DescribedPredicate<JavaClass> areValuesOrInterfaces() {
        return resideInAnyPackage(CORE + ".grid..", CORE + ".crs..", CORE + ".raster", CORE + ".vector")
                .and(DescribedPredicate.not(ARE_DOORS));
    }
}
