import { modelOriginSchema } from '../../../shared/model-library.ts'
import { flag, oneOf, type QueryFields, typedText } from '../../lib/query.ts'
import { COLUMNS, type ModelFilter, type Sorting } from './model-list.ts'

/** How the library is looked at, as an address holds it. */
export const LIBRARY_VIEW: QueryFields<ModelFilter & Sorting> = {
  text: typedText(),
  origin: oneOf(['all', ...modelOriginSchema.options], 'all'),
  serves: oneOf(['all', 'able', 'unable'], 'all'),
  by: oneOf(COLUMNS, 'name'),
  descending: flag
}
