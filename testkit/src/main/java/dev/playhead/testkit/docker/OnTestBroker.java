package dev.playhead.testkit.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** Marks tests on a {@link dev.playhead.testkit.bus.TestBroker}, which the build runs on each kind of broker. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(OnTestBroker.TAG)
@ExtendWith(DockerCondition.class)
public @interface OnTestBroker {
    /** By this the build tells such tests from all others. */
    String TAG = "broker";
}
