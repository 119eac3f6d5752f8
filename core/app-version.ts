/** The version of Styleloom that writes files and models; a test keeps it equal to package.json's. */
export const APP_VERSION = '0.1.0'

/** Of onnxruntime-web, which runs the graphs; a test keeps it equal to package.json's. */
export const ONNXRUNTIME_VERSION = '1.30.0'
