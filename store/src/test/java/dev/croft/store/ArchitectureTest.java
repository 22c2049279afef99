package dev.croft.store;

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
            .importPackages("dev.croft.store");

    @Test
    void bucketsAreReachedThroughTheDoorOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.croft.store")
                .and()
                .doNotHaveSimpleName("ObjectStores")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.croft.store.s3..")
                .check(CLASSES);
    }

    @Test
    void theSdkOfAwsIsKnownWhereBucketsAreOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.croft.store.s3..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(CLASSES);
    }

    @Test
    void threadsAreNotStartedHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .check(CLASSES);
    }

    @Test
    void onlyCoreAndWhatTheModuleNamesAreKnown() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.xml.stream..",
                        "dev.croft.store..",
                        "dev.croft.core..",
                        "software.amazon.awssdk..")
                .check(CLASSES);
    }
}
