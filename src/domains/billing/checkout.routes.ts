import type { Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { Subscription } from './billing.schema.ts'
import { cashierOf } from './cashier.ts'
import { cancelSubscription, changePlan, previewChange, resumeSubscription } from './changes.service.ts'
import * as schema from './checkout.schema.ts'
import { openCheckout, openPortal } from './checkout.service.ts'
import { listInvoices } from './invoices.service.ts'

const tags = ['subscription']
const SELLS = 'Answers 503 on a server where plans cannot be bought, and where the payment provider cannot be reached.'

export const checkoutRoutes: Routes = async (app) => {
  app.post(
    '/subscription/checkout',
    {
      config: { time: true },
      schema: {
        operationId: 'openCheckout',
        summary: 'Open the page on which a plan is paid for',
        description: `There is one page at a time: asking again answers the same, another plan closes it. Refused with 409 for whoever pays already. ${SELLS}`,
        tags,
        body: schema.NewCheckout,
        response: { 200: schema.Checkout },
      },
    },
    (req) => openCheckout(userCtx(req), cashierOf(req.ctx), req.body),
  )

  app.post(
    '/subscription/portal',
    {
      schema: {
        operationId: 'openBillingPortal',
        summary: 'Open the page for cards and invoices',
        description: SELLS,
        tags,
        body: schema.NewPortal.nullish(),
        response: { 200: schema.Portal },
      },
    },
    (req) => openPortal(userCtx(req), cashierOf(req.ctx), req.body ?? {}),
  )

  app.post(
    '/subscription/cancel',
    {
      config: { time: true },
      schema: {
        operationId: 'cancelSubscription',
        summary: 'End my plan with its period',
        description: `It stays until then, and can be resumed. ${SELLS}`,
        tags,
        response: { 200: Subscription },
      },
    },
    (req) => cancelSubscription(userCtx(req), cashierOf(req.ctx)),
  )

  app.post(
    '/subscription/resume',
    {
      config: { time: true },
      schema: {
        operationId: 'resumeSubscription',
        summary: 'Take a cancellation back',
        description: SELLS,
        tags,
        response: { 200: Subscription },
      },
    },
    (req) => resumeSubscription(userCtx(req), cashierOf(req.ctx)),
  )
}

export const changesRoutes: Routes = async (app) => {
  app.post(
    '/subscription/preview',
    {
      config: { time: true },
      schema: {
        operationId: 'previewPlanChange',
        summary: 'Ask what another plan would cost today',
        description: `What is left of the present period counts. ${SELLS}`,
        tags,
        body: schema.PlanQuestion,
        response: { 200: schema.ChangePreview },
      },
    },
    (req) => previewChange(userCtx(req), cashierOf(req.ctx), req.body),
  )

  app.post(
    '/subscription/change',
    {
      config: { time: true },
      schema: {
        operationId: 'changePlan',
        summary: 'Change to another plan',
        description: `At once; the difference is charged or credited. Refused with 402 and nothing changed when it is not paid. ${SELLS}`,
        tags,
        body: schema.PlanChange,
        response: { 200: Subscription },
      },
    },
    (req) => changePlan(userCtx(req), cashierOf(req.ctx), req.body),
  )

  app.get(
    '/subscription/invoices',
    {
      schema: {
        operationId: 'listInvoices',
        summary: 'List my invoices',
        description: 'Newest first, as the payment provider has them.',
        tags,
        querystring: schema.InvoiceQuery,
        response: { 200: schema.InvoicePage },
      },
    },
    (req) => listInvoices(userCtx(req), req.query),
  )
}
