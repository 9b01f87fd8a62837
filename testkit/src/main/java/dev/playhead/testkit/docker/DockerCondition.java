package dev.playhead.testkit.docker;

import dev.playhead.testkit.bus.TestBroker;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests whose containers cannot run, with the reason; fails them where the environment says {@value #DEMAND}=true,
 * so that continuous integration cannot pass by skipping.
 */
final class DockerCondition implements ExecutionCondition {
    static final String DEMAND = "REQUIRE_DOCKER";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean always = AnnotationSupport.isAnnotated(context.getElement(), RequiresDocker.class);
        if (!always && !TestBroker.isContainer()) {
            return ConditionEvaluationResult.enabled("runs on the embedded broker");
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        if (Boolean.parseBoolean(System.getenv(DEMAND))) {
            throw new IllegalStateException("no Docker engine answers, and " + DEMAND + " is set");
        }
        return ConditionEvaluationResult.disabled("no Docker engine answers");
    }
}
