export { AccessValidation } from './access-validation';
