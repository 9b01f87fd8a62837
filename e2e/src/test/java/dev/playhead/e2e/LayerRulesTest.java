package dev.playhead.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The layer rules: what may see what. */
@AnalyzeClasses(packages = "dev.playhead", importOptions = DoNotIncludeTests.class)
class LayerRulesTest {
    private static final String[] SERVICES = {"gateway", "scheduler", "fetcher", "store"};

    @ArchTest
    static final ArchRule coreDoesNoInputOrOutput = noClasses()
            .that()
            .resideInAPackage("dev.playhead..core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.vertx..",
                    "io.netty..",
                    "org.apache.kafka..",
                    "org.slf4j..",
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net..",
                    "java.sql..")
            .because("what is in core decides and does not act");

    @ArchTest
    static final ArchRule coreReadsNoClock = noClasses()
            .that()
            .resideInAPackage("dev.playhead..core..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .because("time goes in as an argument, so that a test can be the clock");

    @ArchTest
    static final ArchRule coreKnowsNoThreads = noClasses()
            .that()
            .resideInAPackage("dev.playhead..core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .because("one context owns a state, so the core needs no lock");

    @ArchTest
    static final ArchRule commonSeesNoService = noClasses()
            .that()
            .resideInAPackage("dev.playhead.common..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.playhead.gateway..",
                    "dev.playhead.scheduler..",
                    "dev.playhead.fetcher..",
                    "dev.playhead.store..",
                    "dev.playhead.standalone..");

    @ArchTest
    static final ArchRule onlyTheKafkaPackageTouchesTheClient = noClasses()
            .that()
            .resideOutsideOfPackages("dev.playhead.common.kafka..", "dev.playhead.broker..", "dev.playhead.testkit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "io.vertx.kafka..");

    @ArchTest
    static final ArchRule onlyTheIndexTouchesSql = noClasses()
            .that()
            .resideOutsideOfPackage("dev.playhead.store.io.index..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "io.vertx.sqlclient..", "io.vertx.jdbcclient..", "org.flywaydb..");

    @ArchTest
    static final ArchRule onlyTwoPackagesTouchTheConnectionsUnderVertx = noClasses()
            .that()
            .resideOutsideOfPackages("dev.playhead.common.bytes.socket..", "dev.playhead.standalone.net..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.net.impl..", "io.netty.channel..");

    @TestFactory
    Stream<DynamicTest> servicesNeverImportEachOther() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.playhead");
        return Arrays.stream(SERVICES)
                .map(service -> DynamicTest.dynamicTest(service, () -> noClasses()
                        .that()
                        .resideInAPackage("dev.playhead." + service + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(Arrays.stream(SERVICES)
                                .filter(other -> !other.equals(service))
                                .map(other -> "dev.playhead." + other + "..")
                                .toArray(String[]::new))
                        .check(classes)));
    }
}
