# One image for all services, of what 'mvn -Dquick package' has built. Layers come in the order of how seldom they change:
# a change of Playhead's own code makes a new one of its own jars, and no other.
ARG JRE_IMAGE=eclipse-temurin:17-jre

FROM ${JRE_IMAGE} AS jars
COPY standalone/target/lib /opt/playhead/third-party
COPY standalone/target/playhead-standalone.jar /opt/playhead/lib/
RUN mv /opt/playhead/third-party/playhead-*.jar /opt/playhead/lib/

FROM jars AS rehearsal
COPY standalone/jvm.options /opt/playhead/jvm.options
COPY --chmod=755 docker/playhead docker/list-classes /usr/local/bin/
RUN --mount=type=cache,target=/var/cache/classes list-classes /var/cache/classes /opt/playhead/classes

FROM ${JRE_IMAGE}
RUN groupadd --system --gid 10001 playhead \
    && useradd --system --uid 10001 --gid playhead --home-dir /var/lib/playhead --create-home playhead
COPY --from=jars /opt/playhead/third-party /opt/playhead/third-party
COPY --from=rehearsal /opt/playhead/classes /opt/playhead/classes
# Classes in the form in which they lie in memory: a service starts in half the time.
RUN java -Xshare:dump -XX:SharedClassListFile=/opt/playhead/classes -XX:SharedArchiveFile=/opt/playhead/classes.jsa \
    -Xlog:disable -Xlog:all=error:stderr -cp '/opt/playhead/third-party/*'

# The defaults are for one machine: there, services differ in their ports. Here each has a machine of its own, which
# is to be reached from outside.
ENV PLAYHEAD_DATA_DIR=/var/lib/playhead \
    PLAYHEAD_STORE_DATA=/var/lib/playhead/store \
    PLAYHEAD_STORE_BIND=0.0.0.0 \
    PLAYHEAD_GATEWAY_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_BIND=0.0.0.0 \
    PLAYHEAD_MANAGEMENT_PORT=8081 \
    PLAYHEAD_GATEWAY_MANAGEMENT_PORT=8081 \
    PLAYHEAD_SCHEDULER_MANAGEMENT_PORT=8081 \
    PLAYHEAD_FETCHER_MANAGEMENT_PORT=8081 \
    PLAYHEAD_STORE_MANAGEMENT_PORT=8081

USER playhead
WORKDIR /var/lib/playhead
VOLUME /var/lib/playhead
# Players, health and metrics, and the store for other services.
EXPOSE 8080 8081 8090
# A check starts a process in the container, and a seek at that moment waits for it.
HEALTHCHECK --interval=15s --timeout=3s --start-period=60s --retries=3 \
    CMD curl --fail --silent --output /dev/null http://127.0.0.1:8081/health/ready
ENTRYPOINT ["playhead"]
CMD ["--help"]
COPY standalone/jvm.options /opt/playhead/jvm.options
COPY --chmod=755 docker/playhead /usr/local/bin/playhead
COPY --from=jars /opt/playhead/lib /opt/playhead/lib
