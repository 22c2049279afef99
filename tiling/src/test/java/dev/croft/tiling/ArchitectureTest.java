package dev.croft.tiling;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft.tiling");

    @Test
    void kernelsKnowNoFilesAndNoThreads() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.croft.tiling.slice..",
                        "dev.croft.tiling.mvt..",
                        "dev.croft.tiling.gzip..",
                        "dev.croft.tiling.tile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.util.concurrent..",
                        "dev.croft.core.run..",
                        "dev.croft.core.table..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void kernelsKnowNothingOfJobs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.croft.tiling")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.croft.tiling")
                .check(CLASSES);
    }

    @Test
    void threadsAreNotStartedHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(CLASSES);
    }

    @Test
    void onlyCoreAndWhatTheModuleNamesAreKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.croft.tiling..",
                        "dev.croft.core..",
                        "com.google.errorprone..",
                        "com.fasterxml.jackson..",
                        "org.locationtech.jts..",
                        "io.airlift.compress..")
                .check(CLASSES);
    }

    @Test
    void jtsOnlyMendsFragments() {
        noClasses()
                .that()
                .doNotHaveSimpleName("JtsRepair")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.locationtech.jts..")
                .check(CLASSES);
    }

    @Test
    void jsonIsMetadataOfArchives() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.croft.tiling", "dev.croft.tiling.pmtiles..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.croft.tiling")
                .and()
                .haveNameNotMatching(".*(ArchiveMetadata|ArchiveOrigin|Job)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CLASSES);
    }

    @Test
    void theSpillFileAloneIsCompressedByAircompressor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.croft.tiling.shard..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.airlift..")
                .check(CLASSES);
    }

    @Test
    void fileFormatsOfCoreAreReachedThroughItsDoors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.croft.tiling.attribute..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.croft.core.parquet..", "dev.croft.core..geotiff..", "dev.croft.core.*.parquet..")
                .check(CLASSES);
    }
}
