package dev.playhead.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, in a tree of its own with stand-ins for Maven and Java. */
class StartScriptTest {
    private static final String JAVA = """
            #!/usr/bin/env bash
            case "$*" in *rehearse* | *-Xshare:dump*)
                for option; do
                    case $option in
                        -XX:DumpLoadedClassList=*) touch "${option#*=}" ;;
                        -XX:SharedClassListFile=*) [ -e "${option#*=}" ] || exit 1 ;;
                        -XX:SharedArchiveFile=*) touch "${option#*=}" ;;
                    esac
                done
                exit 0 ;;
            esac
            echo "pid $$"
            printf '%s\\n' "$@"
            exit 7
            """;
    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo "$*" >>maven-was-here
            if [ -e broken ]; then echo "[ERROR] it does not compile"; exit 1; fi
            mkdir -p standalone/target/lib
            touch standalone/target/playhead-standalone.jar
            """;

    @TempDir
    private Path directory;

    private Path root;
    private Path jdk;
    private Path tools;

    record Run(long pid, int code, List<String> out, String err) {}

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(directory.resolve("a tree"));
        jdk = directory.resolve("jdk");
        tools = directory.resolve("tools");
        executable(jdk.resolve("bin/java"), JAVA);
        java("17.0.15");
        executable(tools.resolve("mvn"), MAVEN);
        Path script = Path.of(System.getProperty("user.dir")).resolveSibling("playhead");
        executable(root.resolve("playhead"), Files.readString(script));
        write(root.resolve("pom.xml"));
        write(root.resolve("standalone/pom.xml"));
        write(root.resolve("standalone/src/main/java/Main.java"));
        write(root.resolve("standalone/jvm.options"));
    }

    @Test
    void buildsOnFirstUseAndBecomesTheProgram() throws Exception {
        // When
        Run run = playhead(root.resolve("playhead"), "serve", "--data", "a b");

        // Then
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).isEqualTo("playhead: building (first use) ...\n");
        assertThat(run.out().get(0)).isEqualTo("pid " + run.pid());
        assertThat(run.out())
                .contains("@" + root + "/standalone/jvm.options")
                .contains("-XX:SharedArchiveFile=" + root + "/standalone/target/playhead.jsa")
                .endsWith("dev.playhead.standalone.Main", "serve", "--data", "a b");
    }

    @Test
    void buildsOnlyOnceUntilASourceChanges() throws Exception {
        // Given
        playhead(root.resolve("playhead"));
        Run second = playhead(root.resolve("playhead"));
        assertThat(second.err()).isEmpty();

        // When
        Path source = root.resolve("standalone/src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        Run third = playhead(root.resolve("playhead"));

        // Then
        assertThat(third.err()).contains("building");
        assertThat(root.resolve("maven-was-here")).content().hasLineCount(2);
    }

    @Test
    void worksThroughASymbolicLinkFromAnywhere() throws Exception {
        // Given
        Path link = Files.createSymbolicLink(directory.resolve("ph"), root.resolve("playhead"));

        // Then
        assertThat(playhead(link, "status").out()).endsWith("dev.playhead.standalone.Main", "status");
    }

    @Test
    void addsOptionsForTheVirtualMachine() throws Exception {
        assertThat(playhead(root.resolve("playhead"), Map.of("PLAYHEAD_JAVA_OPTS", "-Xmx1g -Dx=y"))
                        .out())
                .containsSubsequence("-Xmx1g", "-Dx=y", "-cp");
    }

    @Test
    void showsWhyTheBuildFailedAndTriesAgainNextTime() throws Exception {
        // Given
        write(root.resolve("broken"));

        // When
        Run run = playhead(root.resolve("playhead"));

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("[ERROR] it does not compile", "playhead: the build failed, see above");
        Files.delete(root.resolve("broken"));
        assertThat(playhead(root.resolve("playhead")).code()).isEqualTo(7);
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        // Given
        Files.delete(tools.resolve("mvn"));

        // When
        Run run = playhead(root.resolve("playhead"), Map.of("PATH", tools + ":" + basics()));

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Maven ('mvn', 3.8 or newer) was not found");
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        // Given
        java("1.8.0_402");

        // When
        Run run = playhead(root.resolve("playhead"));

        // Then
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Java 17 or newer is needed").contains("is 1.8.0_402");
    }

    @Test
    void saysThatJavaIsMissing() throws Exception {
        assertThat(playhead(root.resolve("playhead"), Map.of("JAVA_HOME", "/nowhere"))
                        .err())
                .isEqualTo("playhead: Java 17 or newer is needed, and '/nowhere/bin/java' was not found\n");
    }

    private Run playhead(Path script, String... arguments) throws Exception {
        return playhead(script, Map.of(), arguments);
    }

    private Run playhead(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
        builder.environment().remove("PLAYHEAD_JAVA_OPTS");
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> out = process.inputReader().lines().toList();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.pid(), process.exitValue(), out, Files.readString(err));
    }

    /** A directory with what the script calls, and no Maven. */
    private Path basics() throws IOException {
        Path basics = Files.createDirectories(directory.resolve("basics"));
        for (String name : List.of("bash", "env", "dirname", "readlink", "sed", "find", "mkdir", "touch", "rm", "mv")) {
            Path bin = Files.exists(Path.of("/usr/bin", name)) ? Path.of("/usr/bin", name) : Path.of("/bin", name);
            executable(basics.resolve(name), "#!/bin/sh\nexec " + bin + " \"$@\"\n");
        }
        return basics;
    }

    private void java(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }

    private static void executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
