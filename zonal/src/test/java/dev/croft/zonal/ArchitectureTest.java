package dev.croft.zonal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.croft.zonal.statistics.ZoneTally;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft.zonal");

    @Test
    void kernelsKnowNoFilesAndNoThreads() {
        noClasses()
                .that()
                .resideInAPackage("dev.croft.zonal.cells..")
                .or()
                .areAssignableTo(ZoneTally.class)
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
    void statisticsKnowNothingOfZonesAndJobs() {
        noClasses()
                .that()
                .resideInAPackage("dev.croft.zonal.statistics")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.croft.zonal", "dev.croft.core.vector..", "dev.croft.core.run..")
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
    void onlyCoreIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.croft.cli..", "dev.croft.testdata..")
                .check(CLASSES);
    }

    @Test
    void formatsAndProjectionsAreReachedThroughCore() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "dev.croft.zonal..",
                        "dev.croft.core..",
                        "com.google.errorprone..",
                        "org.apache.arrow..",
                        "org.locationtech.jts..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.croft.core.parquet..", "dev.croft.core..geotiff..", "dev.croft.core.*.parquet..")
                .check(CLASSES);
    }
}
