package dev.croft.fields;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft.fields");

    /** Of all features only this one puts others together; testdata is for tests. */
    @Test
    void onlyTheStepsAndCoreAreKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "dev.croft.fields..",
                        "dev.croft.view..",
                        "dev.croft.core..",
                        "dev.croft.zonal..",
                        "dev.croft.tiling..",
                        "dev.croft.store..")
                .check(CLASSES);
    }

    @Test
    void bucketsAreReachedThroughTheDoorOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.croft.store.s3..")
                .check(CLASSES);
    }

    /** A download waits between two attempts; nothing here starts a thread. */
    @Test
    void threadsAreNotStartedHere() {
        noClasses()
                .should()
                .callConstructor(Thread.class)
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .check(CLASSES);
    }
}
