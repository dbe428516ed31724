import { ifMatch } from '#core/conditional.ts'
import { created, IdParams, NoContent, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { PageQuery } from '#core/page.ts'
import { DeliveryPage, DeliveryQuery } from './channels.schema.ts'
import * as schema from './devices.schema.ts'
import * as service from './devices.service.ts'
import { listDeliveries } from './log.service.ts'
import { outletsOf } from './outlets.ts'
import { TestResult } from './targets.schema.ts'
import { sendTest } from './test-send.service.ts'

const { Device } = schema
const tags = ['devices']

export const devicesRoutes: Routes = async (app) => {
  const outlets = outletsOf(app.platform)

  app.get(
    '/devices',
    {
      schema: {
        operationId: 'listDevices',
        summary: 'List devices',
        tags,
        querystring: PageQuery,
        response: { 200: schema.DevicePage },
      },
    },
    (req) => service.listDevices(userCtx(req), req.query),
  )

  app.post(
    '/devices',
    {
      schema: {
        operationId: 'createDevice',
        summary: 'Register a device for push messages',
        description: 'Register at every start of the app: a token that is known already is the same device.',
        tags,
        body: schema.NewDevice,
        response: { 201: Device },
      },
    },
    async (req, reply) => created(req, reply, await service.createDevice(userCtx(req), req.body)),
  )

  app.get(
    '/devices/web-push-key',
    {
      schema: {
        operationId: 'getWebPushKey',
        summary: 'Read the key that browsers subscribe with',
        tags,
        response: { 200: schema.WebPushKey },
      },
    },
    async () => ({ publicKey: outlets.webPush.publicKey }),
  )

  app.get(
    '/devices/:id',
    {
      schema: { operationId: 'getDevice', summary: 'Read a device', tags, params: IdParams, response: { 200: Device } },
    },
    (req) => service.getDevice(userCtx(req), req.params.id),
  )

  app.patch(
    '/devices/:id',
    {
      schema: {
        operationId: 'updateDevice',
        summary: 'Change a device',
        description: 'Turning it on again forgets its failures.',
        tags,
        params: IdParams,
        body: schema.DevicePatch,
        response: { 200: Device },
      },
    },
    (req) => service.updateDevice(userCtx(req), req.params.id, req.body, ifMatch(req)),
  )

  app.delete(
    '/devices/:id',
    {
      schema: {
        operationId: 'deleteDevice',
        summary: 'Stop sending to a device',
        description: 'What still waits for it is not sent.',
        tags,
        params: IdParams,
        response: { 204: NoContent },
      },
    },
    async (req, reply) => {
      await service.deleteDevice(userCtx(req), req.params.id, ifMatch(req))
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/devices/:id/test',
    {
      schema: {
        operationId: 'testDevice',
        summary: 'Send a test message to a device',
        tags,
        params: IdParams,
        response: { 200: TestResult },
      },
    },
    (req) => sendTest(userCtx(req), outlets, req.params.id),
  )

  app.get(
    '/devices/:id/deliveries',
    {
      schema: {
        operationId: 'listDeviceDeliveries',
        summary: 'List what was sent to a device',
        tags,
        params: IdParams,
        querystring: DeliveryQuery,
        response: { 200: DeliveryPage },
      },
    },
    (req) => listDeliveries(userCtx(req), req.params.id, req.query),
  )
}
