import { nd, num, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ params }) => ({ value: nd([], () => num(params['value'])) })
