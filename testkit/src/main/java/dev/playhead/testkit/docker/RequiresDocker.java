package dev.playhead.testkit.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks tests that run containers: skipped where no engine answers, and failed there when it is demanded. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(RequiresDocker.TAG)
@ExtendWith(DockerCondition.class)
public @interface RequiresDocker {
    /** By this the build tells such tests from all others. */
    String TAG = "docker";
}
