package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DriverCommandTest {
    private static final DriverCommand.Node NODE = new DriverCommand.Node(
            Path.of("/jdk/bin/java"),
            "node.jar",
            Map.of("PATH", "/bin", "SECRET", "of the node", "MOBULA_NODE_PORT", "7400"),
            Map.of("MOBULA_ADDRESS", "h:7400", "MOBULA_TOKEN", "t"),
            2);
    private static final Submission JOB = new Submission(
            "nightly",
            new Submission.Program("com.acme.Main", List.of("--epochs", "1 0"), Map.of("MODE", "fast", "PATH", "/own")),
            new Manifest(List.of()),
            ClassVersion.NONE,
            OptionalLong.empty());

    private final DriverCommand driver = DriverCommand.of(
            NODE, "job-1", JOB, List.of(Path.of("app.jar"), Path.of("b.jar")), Path.of("/tmp/j"), 64L << 20);

    @Test
    void theJobsJarsStandBeforeTheNodes() {
        int at = driver.command().indexOf("-cp");
        assertEquals(
                String.join(File.pathSeparator, "app.jar", "b.jar", "node.jar"),
                driver.command().get(at + 1));
        assertEquals(
                List.of(DriverMain.class.getName(), "com.acme.Main", "--epochs", "1 0"),
                driver.command().subList(at + 2, driver.command().size()));
    }

    @Test
    void heapAndNameAreTheJobs() {
        assertTrue(driver.command().contains("-Xmx64m"), driver.command().toString());
        assertTrue(driver.command().contains("-Dmobula.job.name=nightly"));
    }

    @Test
    void theEnvironmentIsTheClustersAndTheJobsAndNotTheNodes() {
        assertEquals("h:7400", driver.environment().get("MOBULA_ADDRESS"));
        assertEquals("job-1", driver.environment().get("MOBULA_JOB"));
        assertEquals("fast", driver.environment().get("MODE"));
        assertEquals("/own", driver.environment().get("PATH"), "the job's own wins");
        assertFalse(driver.environment().containsKey("SECRET"));
        assertFalse(driver.environment().containsKey("MOBULA_NODE_PORT"));
    }
}
