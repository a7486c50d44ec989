// What every page has, so that what a test sees and clicks lies where a user finds it.
import '@patternfly/react-core/dist/styles/base.css';
