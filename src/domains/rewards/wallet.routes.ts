import { IdParams, type Routes } from '#core/http.ts'
import { userCtx } from '#core/identity.ts'
import { getWallet } from './rewards.service.ts'
import * as schema from './wallet.schema.ts'
import { adjustWallet, getTransaction, listTransactions } from './wallet.service.ts'

const tags = ['wallet']

export const walletRoutes: Routes = async (app) => {
  app.get(
    '/wallet',
    { schema: { operationId: 'getWallet', summary: 'Read the wallet', tags, response: { 200: schema.Wallet } } },
    (req) => getWallet(userCtx(req)),
  )

  app.get(
    '/wallet/transactions',
    {
      schema: {
        operationId: 'listWalletTransactions',
        summary: 'List what came and went',
        description: 'Newest first. All their amounts together are the balance.',
        tags,
        querystring: schema.WalletTransactionQuery,
        response: { 200: schema.WalletTransactionPage },
      },
    },
    (req) => listTransactions(userCtx(req), req.query),
  )

  app.get(
    '/wallet/transactions/:id',
    {
      schema: {
        operationId: 'getWalletTransaction',
        summary: 'Read a transaction',
        tags,
        params: IdParams,
        response: { 200: schema.WalletTransaction },
      },
    },
    (req) => getTransaction(userCtx(req), req.params.id),
  )

  app.post(
    '/wallet/adjustments',
    {
      config: { time: true },
      schema: {
        operationId: 'adjustWallet',
        summary: 'Add points by hand, or take them away',
        description: 'Refused with 409 when it takes away more than there is.',
        tags,
        body: schema.NewAdjustment,
        response: { 201: schema.Adjusted },
      },
    },
    async (req, reply) => {
      const adjusted = await adjustWallet(userCtx(req), req.body)
      reply.code(201).header('location', `/api/wallet/transactions/${adjusted.transaction.id}`)
      return adjusted
    },
  )
}
