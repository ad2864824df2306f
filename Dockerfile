# syntax=docker/dockerfile:1
# One image for every program of Aval; the command says which one runs.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# The workflow bundle is part of the image: every worker runs the same code, and starts at once.
RUN npm run build

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    AVAL_STATE_DIR=/var/lib/aval \
    AVAL_WORKER_BUNDLE=/app/dist/workflow-bundle.js
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/dist ./dist
RUN mkdir -p /var/lib/aval && chown node:node /var/lib/aval
USER node
VOLUME /var/lib/aval
ENTRYPOINT ["node", "--enable-source-maps"]
CMD ["dist/apps/api/main.js"]
