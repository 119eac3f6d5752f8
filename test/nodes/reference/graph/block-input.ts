export { reference } from './reroute'
