package dev.croft.testdata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft.testdata");

    @Test
    void onlyTheDatasetKnowsFilesAndJobs() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.FieldsDataset.*")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "dev.croft.core.run..", "dev.croft.core.raster.geotiff..")
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
}
