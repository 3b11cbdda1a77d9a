package io.mobula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    private static final long GIB = 1L << 30;
    private static final Machine MACHINE = new Machine(8, 16 * GIB, "box", Path.of("/home/u"), Path.of("/work"));

    @TempDir
    private Path dir;

    @Test
    void defaultsAreCompleteAndDerivedFromTheMachine() {
        MobulaConfig config = ConfigLoader.load(ConfigSources.none(), MACHINE);

        assertEquals("box", config.node().name());
        assertEquals("127.0.0.1", config.node().host());
        assertEquals(8.0, config.node().cpus());
        assertEquals(8 * GIB, config.node().memoryBytes());
        assertEquals(Path.of("/home/u/.mobula/node"), config.node().dataDir());
        assertEquals(
                Optional.of(Path.of("/home/u/.mobula/node/node.sock")),
                config.node().unixSocket());
        assertEquals(4 * GIB, config.store().memoryBytes());
        assertEquals(64L << 20, config.call().windowBytes());
        assertEquals(64 << 20, config.call().maxFrameBytes());
        assertEquals(4 * GIB, config.code().capacityBytes());
        assertEquals(100 * 1024, config.store().inlineLimitBytes());
        assertEquals(Duration.ofSeconds(8), config.driver().grace());
        assertEquals(Duration.ofSeconds(3), config.placement().infeasibleGrace());
        assertEquals(Path.of("/home/u/.mobula/node/code"), config.code().cacheDir());
        assertTrue(config.control().controlNode());
        assertTrue(config.cluster().id().isEmpty());
    }

    @Test
    void laterSourcesWinOverEarlierOnes() throws IOException {
        Path file = file(
                "mobula { node.port = 1, call.window = 1 MiB, driver.grace = 1 s, placement.infeasible-grace = 1 s }");
        ConfigSources sources = new ConfigSources(
                Optional.of(file),
                List.of("placement.infeasible-grace=4 s"),
                Map.of("mobula.driver.grace", "3 s", "mobula.placement.infeasible-grace", "3 s"),
                Map.of("MOBULA_CALL_WINDOW", "2 MiB", "MOBULA_DRIVER_GRACE", "2 s", "MOBULA_ADDRESS", "elsewhere:1"));

        MobulaConfig config = ConfigLoader.load(sources, MACHINE);

        assertEquals(1, config.node().port());
        assertEquals(2L << 20, config.call().windowBytes());
        assertEquals(Duration.ofSeconds(3), config.driver().grace());
        assertEquals(Duration.ofSeconds(4), config.placement().infeasibleGrace());
    }

    @Test
    void aProfileLiesBeneathTheFile() {
        MobulaConfig lan = load("profile=lan", "node.port=9000", "tls.mode=off");

        assertEquals("box", lan.node().host());
        assertEquals(9000, lan.node().port());
        assertEquals(7401, lan.control().pekkoPort());
        assertEquals(Duration.ofMillis(1500), lan.control().nodeTimeout());
    }

    @Test
    void aProfileThatDoesNotExistIsRefused() {
        assertEquals(
                List.of("--set profile=moon: profile is \"moon\", which is no profile. Choose one of [laptop, lan]."),
                problems("profile=moon"));
    }

    @Test
    void everyProblemIsNamedWithFileLineAndRemedy() throws IOException {
        Path file = file("""
            mobula {
              node {
                prot = 7400
                cpus = many
              }
              call.window = 4
              driver.grace = 8 parsecs
            }
            node.port = 3
            """);

        ConfigInvalidException invalid = assertThrows(
                ConfigInvalidException.class,
                () -> ConfigLoader.load(ConfigSources.none().withFile(file), MACHINE));

        assertEquals(
                List.of(
                        file + ":9: node stands outside of mobula { … }. Write mobula.node.",
                        file + ":3: node.prot is no setting. Did you mean node.port?",
                        file
                                + ":4: node.cpus is \"many\", which cannot be used here. Expected is a number within"
                                + " 0.01 to 4096.",
                        file + ":6: call.window is 4, out of range. Allowed is 1 MiB to 4 GiB.",
                        file
                                + ":7: driver.grace is \"8 parsecs\", which cannot be used here. Expected is a time"
                                + " such as 3 s within 1 s to 60 minutes."),
                invalid.problems().stream().map(ConfigProblem::toString).toList());
        assertTrue(invalid.getMessage().startsWith("The configuration has 5 problems:"), invalid.getMessage());
        assertTrue(invalid.getMessage().endsWith("[CONFIG_INVALID]"), invalid.getMessage());
    }

    @Test
    void brokenSyntaxIsNamedWithItsLine() throws IOException {
        Path file = file("mobula {\n  node { port = = 3 }\n}\n");

        String message = assertThrows(
                        ConfigInvalidException.class,
                        () -> ConfigLoader.load(ConfigSources.none().withFile(file), MACHINE))
                .getMessage();

        assertTrue(message.contains(file + ":2: the file cannot be read:"), message);
    }

    @Test
    void aMissingFileIsNamed() {
        Path absent = dir.resolve("absent.conf");
        ConfigInvalidException invalid = assertThrows(
                ConfigInvalidException.class,
                () -> ConfigLoader.load(ConfigSources.none().withFile(absent), MACHINE));

        assertEquals(absent.toString(), invalid.problems().getFirst().where());
    }

    @Test
    void overridesAreNamedByTheirOption() {
        assertEquals(
                List.of(
                        "--set node.port: this option has no '='. Write --set key=value.",
                        "--set call.windw=3: call.windw is no setting. Did you mean call.window?",
                        "--set node.port=70000: node.port is \"70000\", out of range. Allowed is 0 to 65535."),
                problems("node.port", "call.windw=3", "node.port=70000"));
    }

    @Test
    void whatIsFarFromEveryKeyGetsNoSuggestion() {
        assertEquals(
                List.of("--set weather=fine: weather is no setting. docs/configuration.md lists every setting."),
                problems("weather=fine"));
    }

    @Test
    void ownResourcesTakeAnyNameButNoNegativeAmount() {
        assertEquals(
                Map.of("gpu", 2.0, "a.b", 1.0),
                load("node.resources.gpu=2", "node.resources.\"a.b\"=1").node().resources());
        assertEquals(
                List.of("--set node.resources.gpu=-1: node.resources.gpu is \"-1\", out of range. Allowed is 0 to"
                        + " 1000000."),
                problems("node.resources.gpu=-1"));
        assertEquals(1, problems("node.resources.gpu.big=1").size());
    }

    @Test
    void labelsTakeAnyNameAndAValue() {
        assertEquals(
                Map.of("zone", "a", "a.b", "1"),
                load("node.labels.zone=a", "node.labels.\"a.b\"=1").node().labels());
        assertEquals(1, problems("node.labels.zone=\"a b\"").size());
        assertEquals(1, problems("node.labels.zone.inner=a").size());
    }

    @Test
    void relativePathsAreRelativeToWhatStatesThem() throws IOException {
        Path file = file("mobula.cluster.token-file = token");

        assertEquals(
                Optional.of(dir.resolve("token")),
                ConfigLoader.load(ConfigSources.none().withFile(file), MACHINE)
                        .cluster()
                        .tokenFile());
        assertEquals(
                Optional.of(Path.of("/work/token")),
                load("cluster.token-file=token").cluster().tokenFile());
    }

    @Test
    void anIncludedFileKeepsItsOwnPlace() throws IOException {
        Path inner = Files.createDirectory(dir.resolve("nodes")).resolve("node-1.conf");
        Files.writeString(inner, "include \"../cluster.conf\"\nmobula.node.name = node-1\n");
        Files.writeString(dir.resolve("cluster.conf"), "mobula {\n  cluster.token-file = token\n}\n");

        MobulaConfig config = ConfigLoader.load(ConfigSources.none().withFile(inner), MACHINE);

        assertEquals(Optional.of(dir.resolve("token")), config.cluster().tokenFile());
        assertEquals("node-1", config.node().name());
    }

    @Test
    void controlNodesAreParsedAndThisNodeFindsItselfAmongThem() {
        String nodes = "control.nodes=[\"a@10.0.0.1:1:2\",\"b@h:3:4\",\"c@[fe80::1]:5:6\"]";

        MobulaConfig member = load("node.name=b", nodes);
        assertTrue(member.control().controlNode());
        assertEquals(
                new ControlPeer("c", "[fe80::1]", 5, 6),
                member.control().nodes().get(2));
        assertFalse(load("node.name=d", nodes).control().controlNode());
    }

    @Test
    void controlNodesThatCannotKeepALogAreRefused() {
        assertEquals(1, problems("control.nodes=[\"a@h:1:2\",\"b@h:3:4\"]").size());
        assertEquals(
                1,
                problems("control.nodes=[\"a@h:1:2\",\"a@h:3:4\",\"b@h:5:6\"]").size());
        assertEquals(1, problems("control.nodes=[\"a@h:1\"]").size());
        assertEquals(1, problems("control.nodes=[\"a@h:0:70000\"]").size());
        assertEquals(1, problems("control.nodes=7").size());
    }

    @Test
    void sizesThatContradictEachOtherAreRefusedOnce() {
        assertEquals(1, problems("call.max-frame=64 KiB").size());
        assertEquals(1, problems("call.max-frame=1 KiB").size());
    }

    @Test
    void aSocketPathTooLongForTheSystemIsLeftOutOrRefused() {
        String deep = "/" + "d".repeat(100);
        assertTrue(load("node.data-dir=" + deep).node().unixSocket().isEmpty());
        assertTrue(load("node.unix-socket=off").node().unixSocket().isEmpty());
        assertEquals(1, problems("node.unix-socket=" + deep + "/s").size());
    }

    @Test
    void modesAndNamesOutsideTheAllowedAreRefused() {
        assertEquals(1, problems("executor.mode=process").size());
        assertEquals(1, problems("node.name=a b").size());
        assertEquals(1, problems("cluster.id=seven").size());
    }

    @Test
    void beyondThisMachineTlsIsOnUnlessItIsSwitchedOffInWords() {
        TlsConfig named = load("node.host=10.0.0.1", "node.name=left", "tls.ca=/etc/m/ca.crt")
                .tls();
        assertTrue(named.on());
        assertEquals(
                Optional.of(new TlsConfig.Files(
                        Path.of("/etc/m/ca.crt"), Path.of("/etc/m/left.crt"), Path.of("/etc/m/left.key"))),
                named.files());
        assertFalse(load("node.host=10.0.0.1", "tls.mode=off").tls().on());
        assertFalse(load("node.host=10.0.0.1", "tls.ca=/etc/m/ca.crt", "tls.mode=off")
                .tls()
                .on());
        for (String here : List.of("localhost", "127.0.0.1", "127.1.2.3", "::1")) {
            assertFalse(load("node.host=" + here, "tls.ca=/etc/m/ca.crt").tls().on(), here);
            assertTrue(
                    load("node.host=" + here, "tls.ca=/etc/m/ca.crt", "tls.mode=on")
                            .tls()
                            .on(),
                    here);
        }
    }

    @Test
    void aNodeThatOthersReachWithoutCertificatesIsRefusedWithFileLineAndBothRemedies() throws IOException {
        Path file = file("mobula {\n  node.host = left.lan\n}\n");
        var invalid = assertThrows(
                ConfigInvalidException.class,
                () -> ConfigLoader.load(ConfigSources.none().withFile(file), MACHINE));
        String problem = invalid.problems().getFirst().toString();
        assertTrue(problem.startsWith(file + ":2: node.host is \"left.lan\", so other machines reach"), problem);
        assertTrue(problem.contains("mobula cluster init") && problem.contains("tls.mode = off"), problem);
        assertEquals(1, problems("profile=lan").size());
    }

    @Test
    void aTlsModeThatDoesNotExistOrHasNoCertificatesIsRefused() {
        assertEquals(1, problems("tls.mode=tcp").size());
        assertEquals(1, problems("tls.mode=on").size());
    }

    @Test
    void certificatesMayLieAnywhere() {
        TlsConfig.Files files = load("tls.mode=on", "tls.ca=/a/ca.pem", "tls.certificate=/b/c.pem", "tls.key=/c/k.pem")
                .tls()
                .files()
                .orElseThrow();
        assertEquals(new TlsConfig.Files(Path.of("/a/ca.pem"), Path.of("/b/c.pem"), Path.of("/c/k.pem")), files);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("mobula.conf"), text);
    }

    private static MobulaConfig load(String... overrides) {
        return ConfigLoader.load(ConfigSources.none().withOverrides(List.of(overrides)), MACHINE);
    }

    private static List<String> problems(String... overrides) {
        return assertThrows(ConfigInvalidException.class, () -> load(overrides)).problems().stream()
                .map(ConfigProblem::toString)
                .toList();
    }
}
