package dev.croft.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between modules; only here are all of them on the class path. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.croft");

    /** Formats that lie in a feature and stand on their own: archives and what is in them. */
    private static final DescribedPredicate<JavaClass> ARCHIVES =
            resideInAnyPackage("dev.croft.tiling.pmtiles..", "dev.croft.tiling.mvt..", "dev.croft.tiling.tile..");

    @Test
    void nobodyDependsOnTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.croft.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.croft.cli..", "picocli..")
                .check(CLASSES);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Main.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void coreDependsOnNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("dev.croft.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.croft.zonal..", "dev.croft.testdata..")
                .check(CLASSES);
    }

    /** Whatever lies beside core and the command line is a feature of its own; the yearly pipeline puts some of them together. */
    @Test
    void featuresDoNotKnowEachOther() {
        slices().matching("dev.croft.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(resideInAPackage("dev.croft.cli.."), alwaysTrue())
                .ignoreDependency(
                        resideInAPackage("dev.croft.fields.."),
                        resideInAnyPackage(
                                "dev.croft.zonal..", "dev.croft.tiling..", "dev.croft.store..", "dev.croft.view.."))
                .ignoreDependency(alwaysTrue(), resideInAPackage("dev.croft.core.."))
                .ignoreDependency(resideInAPackage("dev.croft.view.."), ARCHIVES)
                .check(CLASSES);
    }

    @Test
    void nobodyPrintsButTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.croft.cli..", "dev.croft.core.run..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }
}
